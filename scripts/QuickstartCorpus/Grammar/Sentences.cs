using QuickstartCorpus.Alignment;
using QuickstartCorpus.Lexicon;

namespace QuickstartCorpus.Grammar;

/// <summary>Builds complete sentences: statements, questions, and pairs of clauses.</summary>
internal sealed class Sentences(SplitMix64 random, Dictionary dictionary)
{
    private static readonly FixedPhrase[] Adverbs =
        [new("where", "où", [0]), new("when", "quand", [0]), new("why", "pourquoi", [0])];

    private static readonly FixedPhrase[] Conjunctions = [new("and", "et", [0]), new("but", "mais", [0])];

    private readonly Clauses _clauses = new(random, dictionary);

    internal SentencePair Next() => random.Next(100) switch
    {
        < 64 => Statement(),
        < 72 => YesNoQuestion(),
        < 77 => AdverbQuestion(),
        < 80 => WhoQuestion(),
        < 85 => WhichQuestion(),
        < 90 => ReportedStatement(),
        < 95 => Reason(),
        _ => Coordination(),
    };

    private SentencePair Statement()
    {
        var clause = _clauses.Build(isInverted: false, mayHaveTime: true);
        return SentenceWriter.Write(clause.Statement(), '.', clause.Combinations);
    }

    private SentencePair YesNoQuestion()
    {
        var clause = _clauses.Build(isInverted: true, mayHaveTime: true);
        return SentenceWriter.Write(clause.Question(Phrase.Empty), '?', clause.Combinations);
    }

    private SentencePair AdverbQuestion()
    {
        var clause = _clauses.Build(isInverted: true, mayHaveTime: false);
        return SentenceWriter.Write(clause.Question(random.Pick(Adverbs).Build()), '?', clause.Combinations);
    }

    private SentencePair WhoQuestion()
    {
        var clause = _clauses.AboutSubject();
        return SentenceWriter.Write(clause.Statement(), '?', clause.Combinations);
    }

    private SentencePair WhichQuestion()
    {
        var (asked, clause) = _clauses.AboutObject();
        return SentenceWriter.Write(clause.Question(asked.Phrase), '?', clause.Combinations);
    }

    private SentencePair ReportedStatement() => Joined(_clauses.Reporting(), Phrase.Empty, _clauses.Build(isInverted: false, mayHaveTime: false));

    private SentencePair Reason()
    {
        var because = new EnglishWord("because");
        var conjunction = new Phrase([because], [FrenchWord.Sure("parce", because), FrenchWord.Sure("que", because) with { BeforeVowel = "qu'" }]);
        return Joined(_clauses.Build(isInverted: false, mayHaveTime: false), conjunction, _clauses.Predicate(Tense.Present, isInverted: false));
    }

    private SentencePair Coordination() => Joined(
        _clauses.Build(isInverted: false, mayHaveTime: false),
        random.Pick(Conjunctions).Build(),
        _clauses.Build(isInverted: false, mayHaveTime: false));

    private static SentencePair Joined(Clause first, Phrase conjunction, Clause second) => SentenceWriter.Write(
        first.Statement().Then(conjunction).Then(second.Statement()), '.', [.. first.Combinations, .. second.Combinations]);
}
