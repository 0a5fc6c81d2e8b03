namespace Nmt.Translation.ForcedScoring;

/// <summary>What is scored at once: a line and its translation, or a part of both.</summary>
/// <param name="Source">Source subwords without the end of sentence.</param>
/// <param name="Target">Target subwords without theirs.</param>
/// <param name="Ends">Whether the end of sentence belongs to the target.</param>
internal sealed record PairPart(int[] Source, int[] Target, bool Ends);
