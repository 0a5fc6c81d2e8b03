namespace Nmt.Metrics;

/// <summary>A tokenizer that the caller brings along, such as a SentencePiece model.</summary>
/// <param name="Name">What the signature says after <c>tok:</c>; without <c>|</c> and <c>:</c>, which the signature reserves.</param>
/// <param name="Make">Makes a tokenizer for one thread.</param>
public sealed record SuppliedTokenizer(string Name, Func<IBleuTokenizer> Make);
