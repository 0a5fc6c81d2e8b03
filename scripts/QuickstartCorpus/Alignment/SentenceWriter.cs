using QuickstartCorpus.English;
using QuickstartCorpus.French;

namespace QuickstartCorpus.Alignment;

/// <summary>Converts a complete phrase to text: articles, elision and contraction, capital, final mark, alignment of positions.</summary>
internal static class SentenceWriter
{
    internal static SentencePair Write(Phrase sentence, char finalMark, IReadOnlyList<string> combinations)
    {
        ChooseIndefiniteArticles(sentence.English);
        var french = Sandhi.Apply(sentence.French);
        return new SentencePair(
            Finish(sentence.English.Select(word => word.Text), finalMark),
            Finish(french.Select(word => word.Text), finalMark),
            Pharaoh(sentence.English, french.Select(word => word.Links)),
            combinations);
    }

    internal static void ChooseIndefiniteArticles(IReadOnlyList<EnglishWord> words)
    {
        for (int i = 0; i + 1 < words.Count; i++)
        {
            if (words[i].Text == "a")
            {
                words[i].Text = EnglishInflection.IndefiniteArticle(words[i + 1].Text);
            }
        }
    }

    internal static string Finish(IEnumerable<string> words, char finalMark)
    {
        string text = string.Join(' ', words);
        return char.ToUpperInvariant(text[0]) + text[1..] + finalMark;
    }

    /// <summary>English position, '-' for a sure and '?' for a possible link, target position; in the order of the target's units.</summary>
    /// <param name="english">The English words.</param>
    /// <param name="targetLinks">The links of each unit of the target: a French word, a Chinese character.</param>
    internal static string Pharaoh(IReadOnlyList<EnglishWord> english, IEnumerable<IReadOnlyList<Link>> targetLinks)
    {
        var positions = english.Select((word, position) => (word, position)).ToDictionary(pair => pair.word, pair => pair.position);
        var links = targetLinks.SelectMany((unit, target) => unit
            .GroupBy(link => positions[link.Word])
            .OrderBy(group => group.Key)
            .Select(group => FormattableString.Invariant($"{group.Key}{(group.Any(link => link.IsSure) ? '-' : '?')}{target}")));
        return string.Join(' ', links);
    }
}
