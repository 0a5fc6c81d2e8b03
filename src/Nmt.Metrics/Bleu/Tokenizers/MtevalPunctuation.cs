namespace Nmt.Metrics;

/// <summary>The punctuation rules of mteval-v13a, shared by the tokenizers <c>13a</c> and <c>zh</c>.</summary>
/// <remarks>
/// The script applies four substitutions to the whole line, one after the other:
/// <list type="number">
/// <item>blanks around each ASCII symbol except apostrophe, comma, period and hyphen;</item>
/// <item>blanks around a period or comma that follows anything but a digit;</item>
/// <item>the same for one that precedes anything but a digit;</item>
/// <item>blanks around a hyphen that follows a digit.</item>
/// </list>
/// No substitution reaches over white space except to see that it is no digit. So each word is treated alone, and the
/// many words without punctuation are copied.
/// </remarks>
internal static class MtevalPunctuation
{
    private static readonly AsciiSet AlwaysSeparated = new("{|}~[\\]^_` !\"#$%&()*+:;<=>?@/");
    private static readonly AsciiSet MaybeSeparated = new("{|}~[\\]^_` !\"#$%&()*+:;<=>?@/.,-");

    /// <summary>Returns the line's tokens, each two separated by one blank.</summary>
    /// <param name="line">The line.</param>
    /// <param name="isPadded">Whether the ends of the line count as white space; otherwise nothing precedes or follows there.</param>
    public static string Separate(ReadOnlySpan<char> line, bool isPadded)
    {
        var tokens = new TokenWriter(line.Length + 16);
        Split(line, isPadded, tokens);
        return tokens.Finish();
    }

    /// <summary>Hands over the line's tokens.</summary>
    /// <inheritdoc cref="Separate"/>
    public static void Split(ReadOnlySpan<char> line, bool isPadded, ITokenSink tokens)
    {
        int position = 0;
        while (PythonWhitespace.TryNextWord(line, ref position, out int start))
        {
            ReadOnlySpan<char> word = line[start..position];
            int mark = MaybeSeparated.IndexIn(word);
            if (mark < 0)
            {
                tokens.Add(word);
                continue;
            }

            bool followsSpace = isPadded || start > 0;
            bool precedesSpace = isPadded || position < line.Length;
            if (mark > 0 && mark == word.Length - 1 && word[mark] != '-' && precedesSpace)
            {
                // By far the most frequent case: whatever comes before it, a mark at the end of a word is set apart.
                tokens.Add(word[..mark]);
                tokens.Add(word[mark..]);
                continue;
            }

            RewriteWord(word, followsSpace, precedesSpace, tokens);
        }
    }

    private static void RewriteWord(ReadOnlySpan<char> text, bool followsSpace, bool precedesSpace, ITokenSink tokens)
    {
        var word = new WordRewriter();
        word.Load(text, followsSpace, precedesSpace);
        Rewrite(ref word);
        PythonWhitespace.Split(word.Text, tokens);
        word.Dispose();
    }

    private static void Rewrite(ref WordRewriter word)
    {
        while (word.TryRead(out char next))
        {
            word.Write(next, isApart: AlwaysSeparated.Contains(next));
        }

        word.Restart();
        while (word.TryRead(out char next))
        {
            word.Write(next);
            if (!char.IsAsciiDigit(next) && word.TryReadIf(".,", out char mark))
            {
                word.Write(mark, isApart: true);
            }
        }

        word.Restart();
        while (word.TryRead(out char next))
        {
            bool isMark = next is '.' or ',' && word.Peek is { } following && !char.IsAsciiDigit(following);
            word.Write(next, isApart: isMark);
            if (isMark && word.TryRead(out char consumed))
            {
                word.Write(consumed);
            }
        }

        word.Restart();
        while (word.TryRead(out char next))
        {
            word.Write(next);
            if (char.IsAsciiDigit(next) && word.TryReadIf("-", out char hyphen))
            {
                word.Write(hyphen, isApart: true);
            }
        }

        word.Restart();
    }
}
