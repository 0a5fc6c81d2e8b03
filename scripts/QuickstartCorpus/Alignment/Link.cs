namespace QuickstartCorpus.Alignment;

/// <summary>A link from a French word to an English one: sure, or only possible (Och and Ney 2003).</summary>
internal readonly record struct Link(EnglishWord Word, bool IsSure);
