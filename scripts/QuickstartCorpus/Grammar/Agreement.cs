using QuickstartCorpus.Lexicon;

namespace QuickstartCorpus.Grammar;

/// <summary>The gender and number that adjectives and participles agree with.</summary>
internal readonly record struct Agreement(Gender Gender, bool IsPlural);
