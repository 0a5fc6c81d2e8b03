using QuickstartCorpus.Lexicon;

namespace QuickstartCorpus.Grammar;

/// <summary>What adjectives and participles agree with.</summary>
internal readonly record struct Agreement(Gender Gender, bool IsPlural);
