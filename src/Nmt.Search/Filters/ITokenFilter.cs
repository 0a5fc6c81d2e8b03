namespace Nmt.Search.Filters;

/// <summary>Says which tokens may not follow a hypothesis.</summary>
internal interface ITokenFilter
{
    void Filter(FilteredRow row, TokenMask mask);
}
