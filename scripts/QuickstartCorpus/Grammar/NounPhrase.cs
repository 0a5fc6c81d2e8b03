using QuickstartCorpus.Alignment;
using QuickstartCorpus.French;
using QuickstartCorpus.Lexicon;

namespace QuickstartCorpus.Grammar;

/// <summary>A noun phrase or pronoun with the features that its verb depends on.</summary>
/// <param name="Phrase">Its words.</param>
/// <param name="Person">Person of a verb whose subject it is.</param>
/// <param name="Agreement">Gender and number.</param>
/// <param name="Head">Its noun; null for pronouns, names and coordinations.</param>
/// <param name="Classes">Classes of its referent.</param>
/// <param name="Combinations">Pairs of adjective and noun, and of noun and verb, that occur in it.</param>
internal sealed record NounPhrase(
    Phrase Phrase,
    GrammaticalPerson Person,
    Agreement Agreement,
    Noun? Head,
    IReadOnlyList<string> Classes,
    IReadOnlyList<string> Combinations)
{
    /// <summary>Whether an English verb takes its -s.</summary>
    internal bool IsThirdSingular => Person == GrammaticalPerson.ThirdSingular;

    /// <summary>Whether it is distributive ("every"): such a subject sounds odd with a negated verb.</summary>
    internal bool IsDistributive => Phrase.French[0].Text == "chaque";

    /// <summary>The combination of this subject with a verb; none without a noun.</summary>
    internal IEnumerable<string> CombinationWith(string verbLemma) =>
        Head is null ? [] : [$"{Head.English}+{verbLemma}"];
}
