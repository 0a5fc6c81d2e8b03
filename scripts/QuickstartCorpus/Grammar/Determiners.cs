using QuickstartCorpus.Alignment;
using QuickstartCorpus.Lexicon;

namespace QuickstartCorpus.Grammar;

/// <summary>Chooses and translates determiners.</summary>
internal sealed class Determiners(SplitMix64 random)
{
    private static readonly (string English, string French)[] Numbers =
    [
        ("two", "deux"), ("three", "trois"), ("four", "quatre"), ("five", "cinq"), ("six", "six"), ("seven", "sept"),
        ("eight", "huit"), ("nine", "neuf"), ("ten", "dix"), ("eleven", "onze"), ("twelve", "douze"), ("twenty", "vingt"),
    ];

    private static readonly (string English, string Masculine, string Feminine, string Plural)[] Possessives =
    [
        ("my", "mon", "ma", "mes"), ("your", "votre", "votre", "vos"), ("his", "son", "sa", "ses"), ("her", "son", "sa", "ses"),
        ("our", "notre", "notre", "nos"), ("their", "leur", "leur", "leurs"),
    ];

    /// <summary>Translates one determiner.</summary>
    /// <param name="kind">The determiner.</param>
    /// <param name="noun">The noun that it determines.</param>
    /// <param name="isPlural">Whether the noun is plural.</param>
    /// <param name="beforeAdjective">Whether an adjective separates the two in French: "des chats", but "de petits chats".</param>
    /// <param name="isNegatedObject">Whether the noun is the object of a negated verb: "pas de chat".</param>
    internal Phrase Build(DeterminerKind kind, Noun noun, bool isPlural, bool beforeAdjective, bool isNegatedObject)
    {
        switch (kind)
        {
            case DeterminerKind.Indefinite:
                return Indefinite(noun, isPlural, beforeAdjective, isNegatedObject);
            case DeterminerKind.Possessive:
                return Possessive(noun.Gender, isPlural);
            case DeterminerKind.Many:
                var many = new EnglishWord("many");
                return new Phrase([many], [FrenchWord.Sure("beaucoup", many), De(many)]);
            case DeterminerKind.All:
                var (all, the) = (new EnglishWord("all"), new EnglishWord("the"));
                string every = noun.Gender == Gender.Masculine ? "tous" : "toutes";
                return new Phrase([all, the], [FrenchWord.Sure(every, all), Article(noun.Gender, true, the)]);
            case DeterminerKind.Number:
                var (english, french) = random.Pick(Numbers);
                return OneToOne(english, french);
            case DeterminerKind.Demonstrative:
                return Demonstrative(noun.Gender, isPlural);
            case DeterminerKind.Every:
                return OneToOne("every", "chaque");
            case DeterminerKind.Several:
                return OneToOne("several", "plusieurs");
            default:
                var word = new EnglishWord("the");
                return new Phrase([word], [Article(noun.Gender, isPlural, word)]);
        }
    }

    internal static FrenchWord Article(Gender gender, bool isPlural, EnglishWord translated) => isPlural
        ? FrenchWord.Sure("les", translated) with { IsArticle = true }
        : FrenchWord.Sure(gender == Gender.Masculine ? "le" : "la", translated) with { IsArticle = true, BeforeVowel = "l'" };

    internal static FrenchWord De(EnglishWord translated) => FrenchWord.Sure("de", translated) with { BeforeVowel = "d'" };

    private static Phrase Indefinite(Noun noun, bool isPlural, bool beforeAdjective, bool isNegatedObject)
    {
        bool isCounted = !isPlural && !noun.IsMass;
        var english = new EnglishWord(isCounted ? "a" : isNegatedObject ? "any" : "some");
        if (isNegatedObject || (isPlural && beforeAdjective))
        {
            return new Phrase([english], [De(english)]);
        }

        if (isPlural)
        {
            return new Phrase([english], [FrenchWord.Sure("des", english)]);
        }

        return noun.IsMass
            ? new Phrase([english], [De(english), Article(noun.Gender, false, english)])
            : new Phrase([english], [FrenchWord.Sure(noun.Gender == Gender.Masculine ? "un" : "une", english)]);
    }

    private static Phrase Demonstrative(Gender gender, bool isPlural)
    {
        var english = new EnglishWord(isPlural ? "these" : "this");
        var french = (isPlural, gender) switch
        {
            (true, _) => FrenchWord.Sure("ces", english),
            (false, Gender.Feminine) => FrenchWord.Sure("cette", english),
            _ => FrenchWord.Sure("ce", english) with { BeforeVowel = "cet" },
        };
        return new Phrase([english], [french]);
    }

    private Phrase Possessive(Gender gender, bool isPlural)
    {
        var forms = random.Pick(Possessives);
        var english = new EnglishWord(forms.English);
        string french = isPlural ? forms.Plural : gender == Gender.Masculine ? forms.Masculine : forms.Feminine;
        // "ma" and "sa" become "mon" and "son" before a vowel; "votre", "notre" and "leur" do not change.
        string? beforeVowel = french is "ma" or "sa" ? forms.Masculine : null;
        return new Phrase([english], [FrenchWord.Sure(french, english) with { BeforeVowel = beforeVowel }]);
    }

    private static Phrase OneToOne(string english, string french)
    {
        var word = new EnglishWord(english);
        return new Phrase([word], [FrenchWord.Sure(french, word)]);
    }
}
