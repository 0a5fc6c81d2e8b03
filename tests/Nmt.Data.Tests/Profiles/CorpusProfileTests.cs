using Nmt.Data.Profiles;
using Nmt.Text;
using Nmt.Text.Subwords;
using Nmt.Text.SubwordTraining;

namespace Nmt.Data.Tests.Profiles;

public sealed class CorpusProfileTests
{
    [Fact]
    public void Characters_and_scripts_of_both_sides_are_counted()
    {
        // When
        var profile = CorpusProfile.Read([("ab c", "文字 x"), ("a!", "😀")]);

        // Then: code points, with spaces; letters only in scripts.
        Assert.Equal((2, 6, 5), (profile.Pairs, profile.Source.Characters, profile.Target.Characters));
        Assert.Equal([(Script.Latin, 4L)], profile.Source.Scripts);
        Assert.Equal([(Script.Han, 2L), (Script.Latin, 1L)], profile.Target.Scripts);
        Assert.Equal(2.0 / 3, profile.Target.ShareOf(Script.Han, Script.Thai), 1e-9);
        Assert.Equal(2, profile.Sample.Count);
    }

    [Theory]
    [InlineData(1, 8)]
    [InlineData(0.2, 1)]
    [InlineData(0.3, 2)]
    [InlineData(0.0001, 1)]
    public void Alphabet_has_the_most_frequent_characters_that_cover_the_text(double coverage, int characters)
    {
        // Given: a twice, seven others once: nine characters, and no spaces.
        var profile = CorpusProfile.Read([("ab c", "文字 x"), ("a!", "😀")]);

        Assert.Equal(characters, profile.Alphabet(coverage));
    }

    [Fact]
    public void Sample_of_a_large_corpus_is_spread_over_all_of_it()
    {
        // Given
        const int pairs = 5 * CorpusProfile.SampleSize;

        // When
        var sample = CorpusProfile.Read(Enumerable.Range(0, pairs).Select(i => ($"{i}", "x"))).Sample;

        // Then: each tenth has about a tenth of the sample (standard deviation 27).
        Assert.Equal(CorpusProfile.SampleSize, sample.Count);
        Assert.Equal(sample.Count, sample.Distinct().Count());
        var tenths = sample.CountBy(pair => int.Parse(pair.Source, System.Globalization.CultureInfo.InvariantCulture) / (pairs / 10));
        Assert.All(tenths, tenth => Assert.InRange(tenth.Value, 850, 1150));
    }

    [Fact]
    public void Trial_tells_how_many_pieces_the_text_has_and_how_long_sentences_become()
    {
        // Given: two words, each of which becomes a piece; a pair in twenty is four times as long.
        (string, string)[] pairs = [.. Enumerable.Range(0, 100).Select(i => i % 20 == 0 ? ("aa aa aa aa", "bb bb") : ("aa", "bb bb"))];
        var profile = CorpusProfile.Read(pairs);

        // When
        var trial = SubwordTrial.Run(new SubwordsConfig { VocabularySize = 1000 }, pairs, profile);

        // Then: 4 reserved pieces, ▁, a, b, and merges up to ▁aa and ▁bb.
        Assert.InRange(trial.Pieces, 9, 13);
        Assert.Equal((1.15, 2.0, 2.1, 4), (trial.SourceLength, trial.TargetLength, Math.Round(trial.LongerLength, 9), trial.Percentile99));
    }

    [Fact]
    public void Pairs_without_text_are_an_error()
    {
        (string, string)[] pairs = [("a", ""), ("", "b")];

        Assert.Throws<DataException>(() => SubwordTrial.Run(new SubwordsConfig { VocabularySize = 100 }, pairs, CorpusProfile.Read(pairs)));
    }
}
