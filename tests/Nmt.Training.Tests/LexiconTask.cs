using Nmt.Metrics.Alignment;
using Nmt.Text;

namespace Nmt.Training.Tests;

/// <summary>
/// An invented language pair with known alignments: noun phrases whose words have one translation each, and whose adjective
/// precedes the noun in the source and follows it in the target.
/// </summary>
internal static class LexiconTask
{
    private const string Nouns = "abcdefgh";
    private const string Adjectives = "qrstuvwx";

    /// <summary>Creates sentences and their word alignments, in which all links are sure.</summary>
    public static (CorpusText Text, WordAlignment[] Alignments) Create(int pairs, int seed)
    {
        var random = new SeededRandom(seed);
        string[] source = new string[pairs];
        string[] target = new string[pairs];
        var alignments = new WordAlignment[pairs];
        for (int i = 0; i < pairs; i++)
        {
            var words = new List<char>();
            var order = new List<int>();
            for (int phrase = 1 + random.NextInt(3); phrase > 0; phrase--)
            {
                int start = words.Count;
                bool hasAdjective = random.NextInt(3) > 0;
                if (hasAdjective)
                {
                    words.Add(Sample(Adjectives, words, random));
                }

                words.Add(Sample(Nouns, words, random));
                order.AddRange(hasAdjective ? [start + 1, start] : [start]);
            }

            source[i] = string.Join(' ', words);
            target[i] = string.Join(' ', order.Select(s => char.ToUpperInvariant(words[s])));
            alignments[i] = new WordAlignment(order.Select((s, t) => new AlignmentLink(s, t)));
        }

        return (new CorpusText(source, target), alignments);
    }

    // No word twice in a sentence: attention to the wrong one of two equal words would be as good as to the right one.
    private static char Sample(string lexicon, List<char> used, SeededRandom random)
    {
        char[] left = [.. lexicon.Except(used)];
        return left[random.NextInt(left.Length)];
    }
}
