namespace Nmt.Search.Filters;

/// <summary>
/// How much of a sentence's required phrases a hypothesis contains. Phrases share no tokens: tokens after a complete phrase
/// count only for the others. An interrupted phrase falls back to its longest prefix with which the hypothesis still ends.
/// </summary>
internal sealed class PhraseProgress
{
    private readonly IReadOnlyList<int[]> _phrases;
    private readonly bool[] _isMet;
    private int _open = -1;
    private int _openLength;

    private PhraseProgress(IReadOnlyList<int[]> phrases)
    {
        _phrases = phrases;
        _isMet = [.. phrases.Select(phrase => phrase.Length == 0)];
    }

    /// <summary>Number of phrase tokens in the hypothesis, including those of an open phrase.</summary>
    public int TokensMet { get; private set; }

    public bool IsComplete => Array.TrueForAll(_isMet, isMet => isMet);

    /// <summary>Whether the hypothesis contains a phrase completely.</summary>
    /// <param name="phrase">The index of the phrase.</param>
    public bool IsMet(int phrase) => _isMet[phrase];

    public static PhraseProgress From(IReadOnlyList<int[]> phrases, ReadOnlySpan<int> tokens)
    {
        var progress = new PhraseProgress(phrases);
        int start = 0;
        int complete = 0;
        int open = 0;
        for (int end = 1; end <= tokens.Length; end++)
        {
            open = progress.Reopen(tokens[start..end]);
            if (progress._open >= 0 && open == phrases[progress._open].Length)
            {
                progress._isMet[progress._open] = true;
                progress._open = -1;
                complete += open;
                (start, open) = (end, 0);
            }
        }

        progress.TokensMet = complete + open;
        return progress;
    }

    /// <summary>Returns the tokens that advance the phrases: the next one of the open phrase, or the first one of each unmet phrase.</summary>
    public IEnumerable<int> NextTokens() => _open >= 0
        ? [_phrases[_open][_openLength]]
        : _phrases.Where((_, i) => !_isMet[i]).Select(phrase => phrase[0]).Distinct();

    /// <summary>Opens the phrase whose longest prefix ends the hypothesis; complete phrases take precedence.</summary>
    private int Reopen(ReadOnlySpan<int> tokens)
    {
        (_open, _openLength) = (-1, 0);
        bool isWhole = false;
        for (int i = 0; i < _phrases.Count; i++)
        {
            int length = _isMet[i] ? 0 : Overlap(_phrases[i], tokens);
            bool ends = length > 0 && length == _phrases[i].Length;
            if ((ends && !isWhole) || (ends == isWhole && length > _openLength))
            {
                (_open, _openLength, isWhole) = (i, length, ends);
            }
        }

        return _openLength;
    }

    /// <summary>Returns the length of the longest prefix of a phrase with which the tokens end.</summary>
    private static int Overlap(ReadOnlySpan<int> phrase, ReadOnlySpan<int> tokens)
    {
        int length = Math.Min(phrase.Length, tokens.Length);
        while (length > 0 && !tokens[^length..].SequenceEqual(phrase[..length]))
        {
            length--;
        }

        return length;
    }
}
