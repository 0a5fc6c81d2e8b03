using QuickstartCorpus.Alignment;
using QuickstartCorpus.French;
using QuickstartCorpus.Lexicon;

namespace QuickstartCorpus.Grammar;

/// <summary>Builds verb groups: tense, negation, object pronouns, infinitives and the agreement of participles.</summary>
internal sealed class VerbGroups(Conjugations conjugations)
{
    private readonly Conjugation _avoir = conjugations.Of("avoir");
    private readonly Conjugation _etre = conjugations.Of("être");

    internal VerbGroup Build(VerbGroupRequest request)
    {
        var auxiliary = Auxiliary(request);
        var not = request.Polarity == Polarity.Negative && auxiliary!.Text != "cannot" ? new EnglishWord("not") : null;
        var never = request.Polarity == Polarity.Never ? new EnglishWord("never") : null;
        var frequency = request.Frequency is { } adverb ? new EnglishWord(adverb.English) : null;
        var governing = request.Modal is { IsAuxiliary: false } modal ? new EnglishWord(Inflected(modal, request, auxiliary)) : null;
        var to = governing is null ? null : new EnglishWord("to");
        var main = new EnglishWord(MainForm(request, auxiliary, governing));
        var particle = request.Verb.EnglishParticle is { } text ? new EnglishWord(text) : null;
        var pronoun = request.Clitic is null ? null : new EnglishWord(request.Clitic.EnglishObject);

        EnglishWord?[] english = [not, never, frequency, governing, to, main, particle, pronoun];
        // A particle before a goal is translated with the French preposition, not with the verb.
        EnglishWord[] verbWords = particle is null || request.Verb.Frame == VerbFrame.Goal ? [main] : [main, particle];
        var finite = Finite(request, auxiliary, governing, to, verbWords);
        var negation = not ?? never ?? (request.Polarity == Polarity.Negative ? auxiliary : null);
        return new VerbGroup(
            auxiliary, auxiliary?.Text is "do" or "does" or "did", english.OfType<EnglishWord>().ToArray(), Arrange(request, finite, negation, frequency, pronoun));
    }

    /// <summary>French order: ne, pronoun, finite verb, pas, adverb, then pronoun and infinitive or the participle.</summary>
    private static FrenchWord[] Arrange(
        VerbGroupRequest request, (FrenchWord Finite, FrenchWord? Tail) verb, EnglishWord? negation, EnglishWord? frequency, EnglishWord? pronoun)
    {
        var clitic = pronoun is null ? null : Clitic(request, pronoun);
        string negator = request.Polarity == Polarity.Never ? "jamais" : "pas";
        FrenchWord?[] words =
        [
            negation is null ? null : FrenchWord.Possible("ne", negation) with { BeforeVowel = "n'" },
            request.Modal is null ? clitic : null,
            verb.Finite,
            negation is null ? null : FrenchWord.Sure(negator, negation),
            frequency is null ? null : FrenchWord.Sure(request.Frequency!.Value.French, frequency),
            request.Modal is null ? null : clitic,
            verb.Tail,
        ];
        return words.OfType<FrenchWord>().ToArray();
    }

    private static FrenchWord Clitic(VerbGroupRequest request, EnglishWord pronoun)
    {
        string text = request.CliticIsDirect ? request.Clitic!.Direct : request.Clitic!.Indirect;
        return FrenchWord.Sure(text, pronoun) with { BeforeVowel = text is "me" or "le" or "la" ? text[..1] + "'" : null };
    }

    private (FrenchWord Finite, FrenchWord? Tail) Finite(
        VerbGroupRequest request, EnglishWord? auxiliary, EnglishWord? governing, EnglishWord? to, EnglishWord[] verbWords)
    {
        var verb = request.Verb.French;
        var person = request.Subject.Person;
        // "do" before the subject is translated by "est-ce que", any other auxiliary contributes to the French verb.
        EnglishWord[] helpers = auxiliary is null || (request.IsInverted && request.Tense != Tense.Future) ? [] : [auxiliary];
        if (request.Modal is { } modal)
        {
            var finite = FrenchWord.Sure(conjugations.Of(modal.French).InPresent(person), governing ?? auxiliary!);
            var infinitive = FrenchWord.Sure(verb.Infinitive, verbWords).AlsoPossible(to is null ? [] : [to]);
            return (governing is null ? finite : finite.AlsoPossible(helpers), infinitive);
        }

        switch (request.Tense)
        {
            case Tense.Past:
                string perfect = (verb.TakesEtre ? _etre : _avoir).InPresent(person);
                return (FrenchWord.Possible(perfect, verbWords).AlsoPossible(helpers), FrenchWord.Sure(Participle(request), verbWords));
            case Tense.Future:
                return (FrenchWord.Sure(verb.InFuture(person), verbWords).AlsoPossible(helpers), null);
            default:
                return (FrenchWord.Sure(verb.InPresent(person), verbWords).AlsoPossible(helpers), null);
        }
    }

    /// <summary>With "être" the participle agrees with the subject, with "avoir" with a direct object before it.</summary>
    private static string Participle(VerbGroupRequest request)
    {
        string participle = request.Verb.French.Participle;
        if (request.Verb.French.TakesEtre)
        {
            return FrenchInflection.Participle(participle, request.Subject.Agreement.Gender, request.Subject.Agreement.IsPlural);
        }

        if (request is { Clitic: { } clitic, CliticIsDirect: true })
        {
            return FrenchInflection.Participle(participle, clitic.Gender, clitic.IsPlural);
        }

        return request.PrecedingObject is { } preceding
            ? FrenchInflection.Participle(participle, preceding.Gender, preceding.IsPlural)
            : participle;
    }

    private static EnglishWord? Auxiliary(VerbGroupRequest request)
    {
        bool isNegative = request.Polarity == Polarity.Negative;
        if (request.Modal is { IsAuxiliary: true } modal)
        {
            return new EnglishWord(isNegative && modal.English == "can" ? "cannot" : modal.English);
        }

        return request.Tense switch
        {
            Tense.Future => new EnglishWord("will"),
            _ when !isNegative && !request.IsInverted => null,
            Tense.Past => new EnglishWord("did"),
            _ => new EnglishWord(request.Subject.IsThirdSingular ? "does" : "do"),
        };
    }

    private static string Inflected(Modal modal, VerbGroupRequest request, EnglishWord? auxiliary) =>
        auxiliary is null && request.Subject.IsThirdSingular ? modal.English + "s" : modal.English;

    private static string MainForm(VerbGroupRequest request, EnglishWord? auxiliary, EnglishWord? governing) =>
        auxiliary is not null || governing is not null
            ? request.Verb.English
            : request.Verb.EnglishForm(request.Tense == Tense.Past, request.Subject.IsThirdSingular);
}
