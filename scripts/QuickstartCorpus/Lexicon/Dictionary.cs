using QuickstartCorpus.French;

namespace QuickstartCorpus.Lexicon;

/// <summary>All entries of the open word classes.</summary>
internal sealed class Dictionary
{
    internal Dictionary()
    {
        Conjugations = new Conjugations(LexiconLine.ReadAll("irregular-french-verbs.txt"));
        Nouns = LexiconLine.ReadAll("nouns.txt").Select(Noun.Parse).ToList();
        Adjectives = LexiconLine.ReadAll("adjectives.txt").Select(Adjective.Parse).ToList();
        Verbs = LexiconLine.ReadAll("verbs.txt").Select(line => Verb.Parse(line, Conjugations)).ToList();
    }

    internal Conjugations Conjugations { get; }

    internal IReadOnlyList<Noun> Nouns { get; }

    internal IReadOnlyList<Adjective> Adjectives { get; }

    internal IReadOnlyList<Verb> Verbs { get; }

    internal IReadOnlyList<Noun> NounsOf(IReadOnlyList<string> classes) => Nouns.Where(noun => noun.Is(classes)).ToList();

    internal IReadOnlyList<Adjective> AdjectivesFor(Noun noun) =>
        Adjectives.Where(adjective => noun.Is(adjective.Classes)).ToList();

    internal IReadOnlyList<Verb> VerbsOf(VerbFrame frame, IReadOnlyList<string> subjectClasses) =>
        Verbs.Where(verb => verb.Frame == frame && subjectClasses.Any(verb.SubjectClasses.Contains)).ToList();
}
