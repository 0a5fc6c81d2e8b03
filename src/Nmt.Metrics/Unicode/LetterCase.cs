namespace Nmt.Metrics;

/// <summary>What a character means to the search for the end of a cased word.</summary>
internal enum LetterCase
{
    Uncased,
    Cased,

    /// <summary>Skipped by the search (Unicode's Case_Ignorable), cased or not.</summary>
    Ignorable,
}
