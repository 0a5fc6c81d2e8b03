using Nmt.Metrics.Alignment;
using Nmt.Text;

namespace Nmt.Training.Tests;

/// <summary>
/// An invented pair of languages of which everything is known: noun phrases whose words have one translation each, and whose
/// adjective stands before the noun in the source and after it in the target.
/// </summary>
internal static class LexiconTask
{
    private const string Nouns = "abcdefgh";
    private const string Adjectives = "qrstuvwx";

    /// <summary>Makes sentences and the links between their words, all of which are sure.</summary>
    public static (CorpusText Text, WordAlignment[] Alignments) Make(int pairs, int seed)
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
                    words.Add(Draw(Adjectives, words, random));
                }

                words.Add(Draw(Nouns, words, random));
                order.AddRange(hasAdjective ? [start + 1, start] : [start]);
            }

            source[i] = string.Join(' ', words);
            target[i] = string.Join(' ', order.Select(place => char.ToUpperInvariant(words[place])));
            alignments[i] = new WordAlignment(order.Select((place, t) => new AlignmentLink(place, t)));
        }

        return (new CorpusText(source, target), alignments);
    }

    // No word twice in a sentence: attention to the wrong one of two equal words would be as good as to the right one.
    private static char Draw(string lexicon, List<char> used, SeededRandom random)
    {
        char[] left = [.. lexicon.Except(used)];
        return left[random.NextInt(left.Length)];
    }
}
