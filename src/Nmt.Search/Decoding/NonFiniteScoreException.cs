namespace Nmt.Search.Decoding;

/// <summary>A model's scores are NaN or infinite: its weights are damaged or its training has diverged.</summary>
public sealed class NonFiniteScoreException(string message) : Exception(message);
