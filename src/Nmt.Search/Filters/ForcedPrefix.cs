namespace Nmt.Search.Filters;

/// <summary>Leaves no choice until a sentence's prefix has been said.</summary>
internal sealed class ForcedPrefix(IReadOnlyList<SentenceGuidance> guidance) : ITokenFilter
{
    public void Filter(FilteredRow row, TokenMask mask)
    {
        var prefix = guidance[row.Sentence].Prefix;
        if (row.Tokens.Length < prefix.Count)
        {
            mask.AllowOnly(row.Row, prefix[row.Tokens.Length]);
        }
    }
}
