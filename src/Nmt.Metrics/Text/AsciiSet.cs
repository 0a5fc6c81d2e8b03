namespace Nmt.Metrics.Text;

/// <summary>A set of ASCII characters.</summary>
/// <remarks>
/// For words of a few letters: <see cref="System.Buffers.SearchValues{T}"/> is designed for long texts, and its vector code is
/// recompiled at every process start.
/// </remarks>
internal sealed class AsciiSet
{
    private readonly bool[] _members = new bool[128];

    public AsciiSet(string characters)
    {
        foreach (char character in characters)
        {
            _members[character] = true;
        }
    }

    public bool Contains(char character) => character < 128 && _members[character];

    /// <summary>The index of the first character in the set; -1 if there is none.</summary>
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
