namespace Nmt.Plots;

/// <summary>Finds the words that a sequence of subword tokens spells.</summary>
internal static class WordSpans
{
    /// <summary>SentencePiece's mark of a preceding space, U+2581.</summary>
    internal const char SpaceMark = '\u2581';

    private const string EndOfSentence = "</s>";

    internal static IReadOnlyList<WordSpan> Of(IReadOnlyList<string> tokens)
    {
        var words = new List<WordSpan>();
        var start = 0;
        for (var end = 1; end <= tokens.Count; end++)
        {
            if (end == tokens.Count || BeginsWord(tokens[end]) || tokens[end - 1] == EndOfSentence)
            {
                var text = string.Concat(tokens.Skip(start).Take(end - start)).Replace(SpaceMark, ' ').Trim(' ');
                words.Add(new WordSpan(text, start, end));
                start = end;
            }
        }

        return words;
    }

    private static bool BeginsWord(string token) => token.StartsWith(SpaceMark) || token == EndOfSentence;
}
