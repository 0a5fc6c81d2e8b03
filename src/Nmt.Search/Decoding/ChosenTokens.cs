namespace Nmt.Search.Decoding;

/// <summary>What was chosen in each row.</summary>
/// <param name="Tokens">Ids.</param>
/// <param name="LogProbabilities">What the model gives them.</param>
internal sealed record ChosenTokens(long[] Tokens, float[] LogProbabilities);
