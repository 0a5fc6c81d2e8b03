namespace QuickstartCorpus.Grammar;

/// <summary>Whether and how a clause is negated.</summary>
internal enum Polarity
{
    Affirmative,

    /// <summary>"not", "ne ... pas".</summary>
    Negative,

    /// <summary>"never", "ne ... jamais".</summary>
    Never,
}
