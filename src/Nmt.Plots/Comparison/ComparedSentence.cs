namespace Nmt.Plots;

/// <summary>A sentence of a comparison.</summary>
/// <param name="Number">Its line, from 1.</param>
/// <param name="Source">The source sentence; null where it is not known.</param>
/// <param name="References">The reference translations, at least one.</param>
/// <param name="Hypotheses">One a system, in the systems' order.</param>
public sealed record ComparedSentence(
    int Number, string? Source, IReadOnlyList<string> References, IReadOnlyList<ComparedHypothesis> Hypotheses);
