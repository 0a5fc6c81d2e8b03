namespace Nmt.Data.Streaming;

/// <summary>How blocks are made.</summary>
/// <param name="ShuffleBuffer">Pairs of a block at most.</param>
/// <param name="MaxLength">Subwords that a side may have, its end not counted.</param>
/// <param name="BatchTokens">Largest padded size of a batch.</param>
/// <param name="Seed">Decides the order of every block.</param>
public sealed record BlockOptions(int ShuffleBuffer, int MaxLength, int BatchTokens, int Seed);
