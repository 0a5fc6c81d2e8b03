using System.Runtime.InteropServices;
using System.Text;

namespace Nmt.Text.Tokenization.Training;

/// <summary>What training needs to know of its text: the distinct words with their counts, and the characters to be covered.</summary>
/// <param name="Words">The words in ordinal order, each once; a word begins with its blank mark.</param>
/// <param name="Alphabet">Characters that get pieces with their counts, most frequent first.</param>
internal sealed record TrainingText(
    IReadOnlyList<(string Text, long Count)> Words, IReadOnlyList<(Rune Character, long Count)> Alphabet)
{
    /// <summary>Sorts counted words, so that no thread can have changed their order, and chooses the characters.</summary>
    /// <param name="counts">The words.</param>
    /// <param name="coverage">Share of the text that the most frequent characters must make up.</param>
    /// <param name="required">Characters that are covered in any case.</param>
    public static TrainingText Of(IReadOnlyDictionary<string, long> counts, double coverage, string required)
    {
        var words = counts.Select(pair => (pair.Key, pair.Value)).ToArray();
        Array.Sort(words, (a, b) => string.CompareOrdinal(a.Key, b.Key));
        return new TrainingText(words, CoveredCharacters(words, coverage, required));
    }

    private static List<(Rune Character, long Count)> CoveredCharacters(
        (string Text, long Count)[] words, double coverage, string required)
    {
        var counts = new Dictionary<Rune, long>();
        foreach (var (word, count) in words)
        {
            foreach (var character in word.EnumerateRunes())
            {
                CollectionsMarshal.GetValueRefOrAddDefault(counts, character, out _) += count;
            }
        }

        // SentencePiece leaves NUL, which ends its strings, out of every vocabulary.
        var total = counts.Values.Sum();
        var demanded = required.EnumerateRunes().Distinct().ToHashSet();
        demanded.ToList().ForEach(character => counts.TryAdd(character, 0));
        var covered = 0L;
        var characters = new List<(Rune, long)>();
        foreach (var (character, count) in counts.OrderByDescending(p => p.Value).ThenBy(p => p.Key.Value))
        {
            var isCovered = covered < coverage * total;
            covered += isCovered ? count : 0;
            if ((isCovered || demanded.Contains(character)) && character.Value != 0)
            {
                characters.Add((character, count));
            }
        }

        return characters;
    }
}
