namespace Nmt.Search.Filters;

/// <summary>Forbids the last token of a banned phrase where the ones before it have been said.</summary>
internal sealed class BannedPhrases(IReadOnlyList<SentenceGuidance> guidance) : ITokenFilter
{
    public void Filter(FilteredRow row, TokenMask mask)
    {
        foreach (int[] phrase in guidance[row.Sentence].Banned)
        {
            if (phrase.Length > 0 && row.Tokens.AsSpan().EndsWith(phrase.AsSpan(0, phrase.Length - 1)))
            {
                mask.Forbid(row.Row, phrase[^1]);
            }
        }
    }
}
