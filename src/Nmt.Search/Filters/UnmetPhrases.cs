namespace Nmt.Search.Filters;

/// <summary>No end of sentence before all required phrases have been said.</summary>
internal sealed class UnmetPhrases(IReadOnlyList<SentenceGuidance> guidance, int endOfSentence) : ITokenFilter
{
    public void Filter(FilteredRow row, TokenMask mask)
    {
        var required = guidance[row.Sentence].Required;
        if (required.Count > 0 && !PhraseProgress.Of(required, row.Tokens).IsComplete)
        {
            mask.Forbid(row.Row, endOfSentence);
        }
    }
}
