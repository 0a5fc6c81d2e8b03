namespace Nmt.Search.Filters;

/// <summary>No end of sentence before the shortest length.</summary>
internal sealed class MinimumLength(SearchRules rules, IReadOnlyList<int> sourceLengths) : ITokenFilter
{
    public void Filter(FilteredRow row, TokenMask mask)
    {
        if (row.Tokens.Length < rules.Limit.AtLeast(sourceLengths[row.Sentence]))
        {
            mask.Forbid(row.Row, rules.Tokens.EndOfSentence);
        }
    }
}
