namespace Nmt.Translation.ForcedScoring;

/// <summary>A pair in the form that is scored.</summary>
/// <param name="Pair">The pair.</param>
/// <param name="Parts">What is scored of it: nothing where both sides are blank, several parts where it was translated in several.</param>
/// <param name="WasCropped">Whether some of its source is not read.</param>
internal sealed record PreparedPair(LinePair Pair, IReadOnlyList<PairPart> Parts, bool WasCropped);
