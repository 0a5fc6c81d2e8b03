namespace Nmt.Metrics;

/// <summary>A link between a source and a target token, both counted from 0.</summary>
/// <param name="Source">Position of the source token.</param>
/// <param name="Target">Position of the target token.</param>
public readonly record struct AlignmentLink(int Source, int Target);
