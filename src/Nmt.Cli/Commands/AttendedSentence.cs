namespace Nmt.Cli.Commands;

/// <summary>A sentence pair and the model's attention between its subwords.</summary>
/// <param name="Number">Line number, from 1.</param>
/// <param name="Source">Source text.</param>
/// <param name="Target">Target text.</param>
/// <param name="SourcePieces">Subwords with the end of sentence.</param>
/// <param name="TargetPieces">Subwords with the end of sentence.</param>
/// <param name="Weights">Attention weights, <c>[tgtLen, srcLen]</c>.</param>
internal sealed record AttendedSentence(
    int Number, string Source, string Target, IReadOnlyList<string> SourcePieces, IReadOnlyList<string> TargetPieces, float[,] Weights);
