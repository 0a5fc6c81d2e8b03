namespace Nmt.Metrics.Text;

/// <summary>A set of ASCII characters.</summary>
/// <remarks>
/// For words of a few letters: <see cref="System.Buffers.SearchValues{T}"/> is made for long texts, and its vector code is
/// compiled anew at every start of a process.
/// </remarks>
internal sealed class AsciiSet
{
    private readonly bool[] _holds = new bool[128];

    public AsciiSet(string characters)
    {
        foreach (char character in characters)
        {
            _holds[character] = true;
        }
    }

    public bool Contains(char character) => character < 128 && _holds[character];

    /// <summary>The index of the first of them; -1 if there is none.</summary>
    public int IndexIn(ReadOnlySpan<char> text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (Contains(text[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
