namespace Nmt.Search;

/// <summary>What becomes of a source line of more subwords than <see cref="SearchConfig.MaxSourceLength"/>.</summary>
public enum LongLines
{
    /// <summary>Its beginning is translated.</summary>
    Crop,

    /// <summary>Its sentences are translated one by one and joined; one that is too long itself is cut between words.</summary>
    Split,
}
