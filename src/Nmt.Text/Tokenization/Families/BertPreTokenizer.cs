using System.Text;
using Microsoft.ML.Tokenizers;

namespace Nmt.Text.Tokenization.Families;

/// <summary>BERT's words: what is between white space, with each punctuation mark as a word of its own.</summary>
internal sealed class BertPreTokenizer : PreTokenizer
{
    /// <inheritdoc/>
    public override IEnumerable<(int Offset, int Length)> PreTokenize(ReadOnlySpan<char> text) => PreTokenize(text.ToString());

    /// <inheritdoc/>
    public override IEnumerable<(int Offset, int Length)> PreTokenize(string text)
    {
        int start = 0;
        int at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            bool isMark = IsPunctuation(rune);
            if (isMark || Rune.IsWhiteSpace(rune))
            {
                if (at > start)
                {
                    yield return (start, at - start);
                }

                if (isMark)
                {
                    yield return (at, rune.Utf16SequenceLength);
                }

                start = at + rune.Utf16SequenceLength;
            }

            at += rune.Utf16SequenceLength;
        }

        if (at > start)
        {
            yield return (start, at - start);
        }
    }

    /// <summary>Unicode's punctuation, and all of ASCII that is no letter, digit, space or control character: <c>$</c> and <c>^</c> too.</summary>
    private static bool IsPunctuation(Rune rune) =>
        Rune.IsPunctuation(rune) || (rune.Value is > ' ' and < 0x7F && !Rune.IsLetterOrDigit(rune));
}
