namespace Nmt.Search;

/// <summary>The metric whose expectation minimum-Bayes-risk decoding maximizes.</summary>
public enum MbrUtility
{
    /// <summary>No such decoding: the highest score wins.</summary>
    None,

    /// <summary>Sentence-level chrF.</summary>
    Chrf,

    /// <summary>Sentence-level BLEU with effective order.</summary>
    Bleu,
}
