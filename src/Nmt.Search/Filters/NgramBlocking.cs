namespace Nmt.Search.Filters;

/// <summary>No sequence of n tokens twice (Paulus et al. 2018, section 2.5, for n = 3).</summary>
internal sealed class NgramBlocking(int order) : ITokenFilter
{
    public void Filter(FilteredRow row, TokenMask mask)
    {
        ReadOnlySpan<int> tokens = row.Tokens;
        if (tokens.Length < order)
        {
            return;
        }

        var last = tokens[^(order - 1)..];
        for (int start = 0; start + order <= tokens.Length; start++)
        {
            if (tokens.Slice(start, order - 1).SequenceEqual(last))
            {
                mask.Forbid(row.Row, tokens[start + order - 1]);
            }
        }
    }
}
