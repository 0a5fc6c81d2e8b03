using QuickstartCorpus.Alignment;

namespace QuickstartCorpus.Grammar;

/// <summary>The words of a verb group.</summary>
/// <param name="Auxiliary">The English auxiliary, which questions move before the subject, or null.</param>
/// <param name="AuxiliaryIsEmpty">Whether it is "do", which French translates with nothing but "est-ce que".</param>
/// <param name="English">The other English words, including the object pronoun.</param>
/// <param name="French">All French words.</param>
internal sealed record VerbGroup(
    EnglishWord? Auxiliary, bool AuxiliaryIsEmpty, IReadOnlyList<EnglishWord> English, IReadOnlyList<FrenchWord> French);
