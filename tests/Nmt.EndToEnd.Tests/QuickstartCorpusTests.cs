using System.Globalization;
using System.Text.RegularExpressions;
using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests;

/// <summary>The committed quickstart corpus has the properties that its README states.</summary>
public sealed partial class QuickstartCorpusTests
{
    private static readonly string[] Splits = ["train", "valid", "test"];

    [Theory]
    [InlineData("train", 18_000)]
    [InlineData("valid", 500)]
    [InlineData("test", 500)]
    public void Split_has_its_number_of_pairs_on_every_side(string split, int count)
    {
        // When
        int[] counts = [Lines(split, "en").Length, Lines(split, "fr").Length, Lines(split, "align").Length];

        // Then
        Assert.Equal([count, count, count], counts);
    }

    [Fact]
    public void Sentences_have_three_to_fourteen_words_and_a_final_mark()
    {
        // Given
        var sentences = Splits.SelectMany(split => Lines(split, "en").Concat(Lines(split, "fr"))).ToList();

        // Then
        Assert.All(sentences, sentence =>
        {
            Assert.InRange(sentence.Split(' ').Length, 3, 14);
            Assert.Matches(@"^\p{Lu}[^.?]*[.?]$", sentence);
            Assert.DoesNotContain("  ", sentence, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("train")]
    [InlineData("valid")]
    [InlineData("test")]
    public void Alignment_links_existing_words_and_leaves_no_word_of_either_side_unaligned(string split)
    {
        // Given
        var (english, french, alignment) = (Lines(split, "en"), Lines(split, "fr"), Lines(split, "align"));

        // Then
        for (int i = 0; i < english.Length; i++)
        {
            var links = alignment[i].Split(' ').Select(Link).ToList();
            Assert.Equal(Enumerable.Range(0, english[i].Split(' ').Length), links.Select(link => link.Source).Distinct().Order());
            Assert.Equal(Enumerable.Range(0, french[i].Split(' ').Length), links.Select(link => link.Target).Distinct().Order());
            Assert.Equal(links.Count, links.Distinct().Count());
        }
    }

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    public void No_sentence_occurs_twice_in_one_split_or_in_two(string side)
    {
        // Given
        var sentences = Splits.SelectMany(split => Lines(split, side)).ToList();

        // Then
        Assert.Equal(sentences.Count, sentences.Distinct().Count());
    }

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    public void Every_word_of_the_test_set_is_known_from_training(string side)
    {
        // Given
        var known = Lines("train", side).SelectMany(Words).ToHashSet();

        // When
        var unknown = Lines("test", side).Concat(Lines("valid", side)).SelectMany(Words).Where(word => !known.Contains(word));

        // Then
        Assert.Empty(unknown);
    }

    [Theory]
    [InlineData("strange father")]
    [InlineData("beautiful church")]
    [InlineData("strong brother")]
    [InlineData("happy mother")]
    public void Held_out_combination_occurs_in_the_test_set_only(string combination)
    {
        // When
        var occurrences = Splits.ToDictionary(
            split => split,
            split => Lines(split, "en").Count(sentence => sentence.Contains(combination, StringComparison.OrdinalIgnoreCase)));

        // Then
        Assert.Equal((0, 0), (occurrences["train"], occurrences["valid"]));
        Assert.NotEqual(0, occurrences["test"]);
    }

    [Fact]
    public void French_elides_contracts_and_agrees_before_vowels()
    {
        // Given
        var french = Splits.SelectMany(split => Lines(split, "fr")).ToList();

        // Then
        Assert.All(french, sentence => Assert.DoesNotMatch(Unelided(), sentence));
        Assert.All(french, sentence => Assert.DoesNotMatch(Uncontracted(), sentence));
        Assert.Contains(french, sentence => sentence.Contains("vieil h", StringComparison.Ordinal));
    }

    [Fact]
    public void French_determiners_agree_with_nouns_of_known_gender()
    {
        // Given
        var words = Splits.SelectMany(split => Lines(split, "fr")).SelectMany(Pairs).ToList();

        HashSet<string> feminine = ["la", "une", "cette", "ma", "sa", "quelle"];
        HashSet<string> masculine = ["le", "un", "ce", "mon", "son", "quel", "du", "au"];

        // When
        var determiners = new[] { "voiture", "fille", "livre", "garçon" }.ToDictionary(
            noun => noun,
            noun => words.Where(pair => pair.Second == noun).Select(pair => pair.First)
                .Where(word => feminine.Contains(word) || masculine.Contains(word)).ToHashSet());

        // Then
        Assert.Subset(feminine, determiners["voiture"]);
        Assert.Subset(feminine, determiners["fille"]);
        Assert.Subset(masculine, determiners["livre"]);
        Assert.Subset(masculine, determiners["garçon"]);
        Assert.All(determiners.Values, set => Assert.True(set.Count >= 3));
    }

    [Fact]
    public void Pronouns_move_before_the_French_verb()
    {
        // Given
        var pairs = Splits.SelectMany(split => Lines(split, "en").Zip(Lines(split, "fr"))).Where(pair => pair.First.EndsWith(" her.", StringComparison.Ordinal)).ToList();

        // Then
        Assert.True(pairs.Count > 20);
        Assert.All(pairs, pair => Assert.Matches(@" (la |l'|lui )", pair.Second));
    }

    private static string[] Lines(string split, string side) =>
        File.ReadAllText(Path.Combine(RepositoryRoot.Path, "data", "quickstart", $"{split}.{side}")).TrimEnd('\n').Split('\n');

    private static IEnumerable<string> Words(string sentence) => sentence.TrimEnd('.', '?').ToLowerInvariant().Split(' ');

    private static IEnumerable<(string First, string Second)> Pairs(string sentence)
    {
        var words = Words(sentence).ToList();
        return words.Zip(words.Skip(1));
    }

    private static (int Source, int Target) Link(string text)
    {
        string[] parts = text.Split('-', '?');
        return (int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"\b(le|la|je|ne|me|que|de|ce|ma|sa|(un|mon|ce|son) (beau|vieux|nouveau)) (?!onze|huit)[aeiouâàéèêîôœ]", RegexOptions.IgnoreCase)]
    private static partial Regex Unelided();

    [GeneratedRegex(@"\b(de|à) (le|les) ", RegexOptions.IgnoreCase)]
    private static partial Regex Uncontracted();
}
