using QuickstartCorpus.Lexicon;

namespace QuickstartCorpus.Grammar;

/// <summary>Everything that determines the form of a verb group.</summary>
/// <param name="Subject">Its subject.</param>
/// <param name="Verb">The lexical verb.</param>
/// <param name="Modal">A governing verb, only in the present.</param>
/// <param name="Tense">Tense of the clause.</param>
/// <param name="Polarity">Negation.</param>
/// <param name="Frequency">An adverb between subject and verb, or null.</param>
/// <param name="Clitic">Object pronoun before the French verb, or null.</param>
/// <param name="CliticIsDirect">Whether that pronoun is a direct object, with which the participle agrees.</param>
/// <param name="PrecedingObject">Agreement of a direct object at the beginning of the question, or null.</param>
/// <param name="IsInverted">Whether the English auxiliary precedes the subject.</param>
internal sealed record VerbGroupRequest(
    NounPhrase Subject,
    Verb Verb,
    Modal? Modal = null,
    Tense Tense = Tense.Present,
    Polarity Polarity = Polarity.Affirmative,
    (string English, string French)? Frequency = null,
    Pronoun? Clitic = null,
    bool CliticIsDirect = true,
    Agreement? PrecedingObject = null,
    bool IsInverted = false);
