namespace QuickstartCorpus.Grammar;

/// <summary>Requirements on a noun phrase.</summary>
/// <param name="Classes">Classes of noun to choose from.</param>
/// <param name="IsDefinite">Whether only definite, demonstrative and possessive determiners fit: after "love", in most places.</param>
/// <param name="IsNegatedObject">Whether it is the direct object of a negated verb.</param>
/// <param name="MayExtend">Whether it may contain a possessor or a relative clause.</param>
internal sealed record NounPhraseRequest(
    IReadOnlyList<string> Classes, bool IsDefinite = false, bool IsNegatedObject = false, bool MayExtend = false);
