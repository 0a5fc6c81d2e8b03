using System.Text;

namespace Nmt.Metrics;

/// <summary>The units that chrF counts in a line: code points, and words with punctuation split off.</summary>
internal static class ChrfText
{
    private static readonly AsciiSet AsciiPunctuation = new("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~");

    /// <summary>The line's code points; a lone surrogate stands for itself.</summary>
    public static List<int> CodePoints(string line, bool includeWhitespace)
    {
        var codePoints = new List<int>(line.Length);
        for (int i = 0; i < line.Length;)
        {
            char unit = line[i];
            if (char.IsHighSurrogate(unit) && Rune.TryGetRuneAt(line, i, out Rune rune))
            {
                codePoints.Add(rune.Value);
                i += rune.Utf16SequenceLength;
                continue;
            }

            if (includeWhitespace || !PythonWhitespace.IsWhitespace(unit))
            {
                codePoints.Add(unit);
            }

            i++;
        }

        return codePoints;
    }

    /// <summary>The line's words; of each, one ASCII punctuation mark is split off: the last character, else the first.</summary>
    public static List<string> Words(string line)
    {
        var words = new List<string>();
        int position = 0;
        while (PythonWhitespace.TryNextWord(line, ref position, out int start))
        {
            string word = line[start..position];
            if (word.Length > 1 && AsciiPunctuation.Contains(word[^1]))
            {
                words.Add(word[..^1]);
                words.Add(word[^1..]);
            }
            else if (word.Length > 1 && AsciiPunctuation.Contains(word[0]))
            {
                words.Add(word[..1]);
                words.Add(word[1..]);
            }
            else
            {
                words.Add(word);
            }
        }

        return words;
    }
}
