using QuickstartCorpus.Alignment;

namespace QuickstartCorpus.Chinese;

/// <summary>A noun phrase or pronoun with the features that English verbs and Chinese adverbs depend on.</summary>
/// <param name="Part">Its words.</param>
/// <param name="Person">Person and number of an English verb whose subject it is.</param>
/// <param name="Head">Its noun; null for pronouns, people's names and coordinations.</param>
/// <param name="Combinations">Pairs of adjective and noun that occur in it.</param>
internal sealed record NounPhrase(Part Part, Person Person, Noun? Head, IReadOnlyList<string> Combinations)
{
    /// <summary>Whether a Chinese verb after it needs 都, and the English word that 都 translates ("all", "every").</summary>
    internal EnglishWord? Distributed { get; init; }

    /// <summary>The first character of the Chinese pronouns that would be reflexive after this subject.</summary>
    internal char Self { get; init; } = Part.Chinese.Count == 0 ? ' ' : Part.Chinese[0].Text[0];

    /// <summary>The combination of this phrase with a verb or adjective; none without a noun.</summary>
    internal IEnumerable<string> CombinationWith(string lemma) => Head is null ? [] : [$"{lemma}+{Head.English}"];
}

/// <summary>What the form of an English verb depends on.</summary>
internal enum Person
{
    First,
    ThirdSingular,

    /// <summary>Any plural, and "you".</summary>
    Plural,
}
