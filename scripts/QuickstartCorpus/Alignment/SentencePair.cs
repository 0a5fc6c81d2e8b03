namespace QuickstartCorpus.Alignment;

/// <summary>A finished sentence pair with its gold alignment in Pharaoh format and its combinations of lemmas.</summary>
internal sealed record SentencePair(string English, string Target, string Alignment, IReadOnlyList<string> Combinations);
