using Nmt.Text.SubwordTraining.Input;
using Nmt.Text.SubwordTraining.Unigram;

namespace Nmt.Text.Tests.SubwordTraining.Unigram;

public sealed class SubstringFinderTests
{
    private const int MaxLength = 6;

    [Fact]
    public void Substrings_and_counts_equal_those_of_enumerating_all_substrings_of_all_words()
    {
        var random = new SeededRandom(11);
        for (int round = 0; round < 60; round++)
        {
            // Given
            var words = Enumerable.Range(0, 1 + random.NextInt(20)).Select(_ => RandomWord(random)).Distinct()
                .ToDictionary(word => word, _ => 1L + random.NextInt(3));
            var text = TrainingText.Create(words, 1, "");
            var covered = new CharacterCoverage(text);
            var constraints = new PieceConstraints(new SubwordTrainingOptions { MaxPieceLength = MaxLength });
            var finder = new SubstringFinder(
                covered, [.. text.Alphabet.Select(entry => constraints.GetShape(entry.Character))], constraints, MaxLength);

            // When
            var found = finder.Find()
                .Select(s => (covered.TextOf(covered.Characters.Slice(s.Start, s.Length)), s.Count)).ToList();

            // Then
            Assert.Equal(Naive(words).Order(), found.Order());
        }
    }

    [Fact]
    public void Suffixes_are_ordered_by_their_first_characters()
    {
        var random = new SeededRandom(13);

        // Given
        var words = Enumerable.Range(0, 80).Select(_ => RandomWord(random)).Distinct().ToDictionary(word => word, _ => 1L);
        var covered = new CharacterCoverage(TrainingText.Create(words, 1, ""));

        // When
        int[] suffixes = new SuffixSorter(covered, 4).Sort();

        // Then
        string Beginning(int start)
        {
            int word = Enumerable.Range(0, covered.WordCount).Last(w => covered.StartOf(w) <= start);
            int end = Math.Min(start + 4, covered.StartOf(word + 1));
            return string.Concat(covered.Characters[start..end].ToArray().Select(c => (char)('a' + c)));
        }

        var expected = Enumerable.Range(0, covered.Characters.Length).OrderBy(Beginning, StringComparer.Ordinal).ThenBy(s => s);
        Assert.Equal(expected, suffixes);
    }

    private static string RandomWord(SeededRandom random) => "\u2581" + string.Concat(
        Enumerable.Range(0, 1 + random.NextInt(8)).Select(_ => "aab."[random.NextInt(4)]));

    /// <summary>
    /// The longest of the substrings that occur at the same positions: no longer one that may be a piece begins at all
    /// positions of this one. A substring at only one position of one word counts only if it is a prefix of the word.
    /// </summary>
    private static List<(string Text, long Count)> Naive(Dictionary<string, long> words)
    {
        var positions = words.Keys.SelectMany(word => Enumerable.Range(0, word.Length).Select(start => (word, start))).ToList();
        var substrings = positions
            .SelectMany(p => Enumerable.Range(2, MaxLength - 1).Where(n => p.start + n <= p.word.Length).Select(n => p.word.Substring(p.start, n)))
            .Where(IsAllowed).ToHashSet();
        List<(string, int)> Begins(string text) =>
            [.. positions.Where(p => string.CompareOrdinal(p.word, p.start, text, 0, text.Length) == 0)];
        var kept = new List<(string, long)>();
        foreach (string? text in substrings)
        {
            var begins = Begins(text);
            long count = begins.Sum(p => words[p.Item1]);
            bool isLongest = !substrings.Any(other => other.Length > text.Length && other.StartsWith(text, StringComparison.Ordinal)
                && Begins(other).Count == begins.Count);
            if (count >= 2 && isLongest && (begins.Count > 1 || begins[0].Item2 == 0))
            {
                kept.Add((text, count));
            }
        }

        return kept;
    }

    private static bool IsAllowed(string text) => !(text.Contains('.') && text.Any(char.IsLetter));
}
