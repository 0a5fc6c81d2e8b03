using Nmt.Data.Profiles;
using Nmt.Runs.Config;
using Nmt.TestKit;
using Nmt.Text;
using Nmt.Text.Subwords;
using Nmt.Training.NewProjects;

namespace Nmt.Training.Tests.NewProjects;

public sealed class ProjectSettingsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Corpora_of_any_size_give_a_config_that_loads_and_is_consistent()
    {
        var random = new Random(17);
        for (int i = 0; i < 500; i++)
        {
            // Given: sizes over eleven orders of magnitude, with lengths and alphabets of all kinds.
            var profile = SomeProfile(random);
            var subwords = SubwordChoice.Of(profile);
            int pieces = random.Next(2) == 0 ? subwords.Config.VocabularySize : random.Next(8, subwords.Config.VocabularySize + 1);
            var trial = new SubwordTrial(pieces, 1 + (300 * random.NextDouble()), 20, 1 + (300 * random.NextDouble()), random.Next(1, 2000));
            subwords = subwords.Fit(trial, profile);

            // When
            var settings = new ProjectSettings(profile, subwords, trial);
            var config = Load(settings);

            // Then
            Assert.Equal(settings.Updates, config.Training.MaxUpdates);
            Assert.Equal(config.Training.MaxUpdates, config.Training.Schedule.Updates);
            Assert.InRange(config.Training.ValidateEvery, 1, config.Training.MaxUpdates);
            Assert.InRange(config.Training.MaxUpdates / config.Training.ValidateEvery, 15, 25);
            Assert.InRange(config.Subwords.VocabularySize, 8, Math.Max(8, pieces));
            Assert.InRange(config.Data.MaxLength, 100, 250);
        }
    }

    [Theory]
    [InlineData("quickstart.yaml", 700_000, false)]
    [InlineData("multi30k-en-de-tuned.yaml", 2_000_000, true)]
    [InlineData("tatoeba-en-es.yaml", 4_000_000, true)]
    public void Sizes_that_claim_to_be_measured_are_those_of_the_measured_config(string name, long characters, bool hasSameDropout)
    {
        // Given
        var measured = ConfigLoader.LoadResolved(Path.Combine(RepositoryRoot.Path, "configs", name), []);
        var profile = Profile(pairs: 10_000, characters, Script.Latin, alphabet: 80);
        var subwords = SubwordChoice.Of(profile);

        // When
        var config = Load(new ProjectSettings(profile, subwords, new SubwordTrial(subwords.Config.VocabularySize, 15, 15, 17, 40)));

        // Then
        Assert.Equal(
            (measured.Subwords.VocabularySize, measured.Model.EmbeddingSize, measured.Model.Encoder, measured.Model.Decoder.HiddenSize, measured.Model.Attention),
            (config.Subwords.VocabularySize, config.Model.EmbeddingSize, config.Model.Encoder, config.Model.Decoder.HiddenSize, config.Model.Attention));
        Assert.Equal(
            (measured.Training.BatchTokens, measured.Training.Optimizer), (config.Training.BatchTokens, config.Training.Optimizer));
        Assert.Equal(hasSameDropout, measured.Model.Dropout == config.Model.Dropout);
        Assert.Contains(name, CorpusSize.Of(profile).Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Smaller_corpora_get_no_larger_vocabularies_and_no_less_epochs()
    {
        foreach (var (smaller, larger) in CorpusSize.All.Zip(CorpusSize.All.Skip(1)))
        {
            Assert.True(smaller.MaxCharacters < larger.MaxCharacters);
            Assert.True(smaller.Vocabulary < larger.Vocabulary && smaller.Units <= larger.Units && smaller.BatchTokens <= larger.BatchTokens);
            Assert.True(smaller.Epochs > larger.Epochs);
        }
    }

    [Fact]
    public void Chinese_target_gets_partial_coverage_a_larger_vocabulary_and_chrf()
    {
        // Given: 4,000 different characters, of which 3,000 make up 99.95 % of the text.
        var profile = Profile(pairs: 20_000, characters: 300_000, Script.Han, alphabet: 3_000) with
        {
            CharacterCounts = [.. Enumerable.Repeat(9_995L, 3_000), .. Enumerable.Repeat(15L, 1_000)],
        };
        var subwords = SubwordChoice.Of(profile);

        // When
        var config = Load(new ProjectSettings(profile, subwords, new SubwordTrial(subwords.Config.VocabularySize, 15, 15, 17, 40)));

        // Then
        Assert.Equal((0.9995, ValidationMetric.Chrf), (config.Subwords.CharacterCoverage, config.Training.Metric));
        Assert.InRange(config.Subwords.VocabularySize, 6_000, 8_500);
        Assert.Equal(900_000, CorpusSize.CharactersOf(profile));
    }

    [Fact]
    public void Corpus_without_text_for_any_model_is_refused()
    {
        var profile = Profile(pairs: 1, characters: 1, Script.Latin, alphabet: 1);

        Assert.Throws<DataException>(() => SubwordChoice.Of(profile).Fit(new SubwordTrial(7, 1, 1, 1, 1), profile));
    }

    private static CorpusProfile SomeProfile(Random random)
    {
        long pairs = (long)Math.Pow(10, 9 * random.NextDouble());
        long characters = pairs * random.Next(1, 300);
        Script[] scripts = [Script.Latin, Script.Han, Script.Thai, Script.Cyrillic, Script.Hangul];
        return Profile(pairs, characters, scripts[random.Next(scripts.Length)], (int)Math.Pow(10, 4.5 * random.NextDouble()));
    }

    private static CorpusProfile Profile(long pairs, long characters, Script script, int alphabet) => new()
    {
        Pairs = pairs,
        Source = new SideProfile(characters, [(Script.Latin, characters)]),
        Target = new SideProfile(characters, [(script, characters)]),
        CharacterCounts = [.. Enumerable.Repeat(10L, alphabet)],
        Sample = [],
    };

    private ExperimentConfig Load(ProjectSettings settings)
    {
        CommentedSetting[] corpora = [.. new[] { "data.train.source", "data.train.target", "data.validation.source", "data.validation.target" }.Select(key => new CommentedSetting(key, "x.txt"))];
        string path = _folder.Write("project.yaml", CommentedConfig.Write(settings.Evidence, [.. corpora, .. settings.All()]));
        return ConfigLoader.LoadResolved(path, []);
    }
}
