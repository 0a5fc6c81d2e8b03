using QuickstartCorpus.Alignment;

namespace QuickstartCorpus.Grammar;

/// <summary>A phrase that is always translated the same way.</summary>
/// <param name="English">English words.</param>
/// <param name="French">French words.</param>
/// <param name="Links">For each French word the positions of the English words that it translates.</param>
internal sealed record FixedPhrase(string English, string French, params int[][] Links)
{
    internal Phrase Build()
    {
        var english = Array.ConvertAll(English.Split(' '), text => new EnglishWord(text));
        var french = French.Split(' ').Select((text, position) =>
            FrenchWord.Sure(text, Array.ConvertAll(Links[position], source => english[source])) with
            {
                BeforeVowel = text == "de" ? "d'" : null,
            });
        return new Phrase(english, french.ToArray());
    }
}
