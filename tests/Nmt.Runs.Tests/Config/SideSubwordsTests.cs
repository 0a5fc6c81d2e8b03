using Nmt.Runs.Config;
using Nmt.Text.Subwords;
using Nmt.Text.SubwordTraining;

namespace Nmt.Runs.Tests.Config;

/// <summary>The settings of each side's subword model; invalid ones are in <see cref="ConfigErrorTests"/>.</summary>
public sealed class SideSubwordsTests : IDisposable
{
    private readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", true)]
    [InlineData("shared: true", true)]
    [InlineData("shared: false", false)]
    [InlineData("source: {}", false)]
    [InlineData("target: { type: char }", false)]
    [InlineData("source: null", true)]
    public void Sides_share_a_model_unless_one_has_its_own(string key, bool isShared)
    {
        var subwords = Load(key);

        Assert.Equal(isShared, subwords.IsShared);
        Assert.Equal(isShared, subwords.PerSide().IsShared);
        Assert.Equal(isShared ? 1 : 2, subwords.PerSide().All.Count);
    }

    [Fact]
    public void A_side_overrides_the_section_key_by_key()
    {
        // When
        var sides = Load(
            "vocabulary_size: 100\n  type: unigram\n  sampling: { alpha: 0.3 }\n  source: { type: char, byte_fallback: true }\n  target: { vocabulary_size: 50, sampling: { alpha: 0.5 } }")
            .PerSide();

        // Then
        Assert.Equal((ModelKind.Char, 100, true, 0.3), Values(sides.Source));
        Assert.Equal((ModelKind.Unigram, 50, false, 0.5), Values(sides.Target));
        Assert.Equal(("subwords.source.type", "subwords.vocabulary_size"), (sides.Source.PathOf("type"), sides.Source.PathOf("vocabulary_size")));
        Assert.Equal(("subwords.target", "the target side"), (sides.Target.Section, sides.Target.Text));
    }

    [Fact]
    public void Settings_of_the_section_are_for_the_side_whose_model_is_trained()
    {
        // When: a model for the source.
        var sides = Load("vocabulary_size: 100\n  pre_tokenizer: cased\n  source: { model: a }").PerSide();

        // Then
        Assert.Equal((_folder.Of("a"), PreTokenizerKind.Cased), (sides.Source.Settings.Model, sides.Source.Settings.PreTokenizer));
        Assert.Empty(sides.Source.TrainingPaths());
        Assert.Equal((null, 100, null), (sides.Target.Settings.Model, sides.Target.Settings.VocabularySize, sides.Target.Settings.PreTokenizer));
    }

    [Fact]
    public void Settings_that_do_not_fit_a_given_model_are_named_where_they_are_set()
    {
        // When
        var sides = Load("sampling: {}\n  vocabulary_size: 100\n  source: { model: a, type: char }").PerSide();

        // Then: the size is the target's, and only sampling is inherited.
        Assert.Equal(
            [
                ("subwords.source.type", "applies only to SentencePiece models that nmt trains; subwords.source.model is a WordPiece model: remove it"),
                ("subwords.sampling", "a WordPiece model has only one segmentation per line; sampling needs a SentencePiece model: remove it"
                    + " (on the source side: to keep it on the other side, set it in that side's section)"),
            ],
            sides.Source.Unfit(SubwordFamily.WordPiece));
    }

    [Fact]
    public void Written_settings_are_read_back()
    {
        // Given
        var config = _folder.Load(ConfigFolder.Minimal + "subwords:\n  vocabulary_size: 100\n  source: { model: a }\n  target: { type: char, sampling: {} }\n");

        // When
        File.WriteAllText(_folder.Of("written.yaml"), ConfigWriter.ToYaml(config));

        // Then
        Assert.Equal(config, ConfigLoader.Load(_folder.Of("written.yaml"), []));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("target_output")]
    public void Target_embeddings_may_be_tied_to_the_output_layer(string tying)
    {
        var config = _folder.Load(
            ConfigFolder.Minimal + $"subwords:\n  shared: false\nmodel:\n  embedding_size: 512\n  tied_embeddings: {tying}\n");

        Assert.False(config.Subwords.IsShared);
    }

    private static (ModelKind, int, bool, double) Values(SubwordModelConfig side) =>
        (side.Settings.Type, side.Settings.VocabularySize, side.Settings.ByteFallback, side.Settings.Sampling!.Alpha);

    private SubwordsConfig Load(string keys) => _folder.Load(ConfigFolder.Minimal + $"subwords:\n  max_line_bytes: 4192\n  {keys}\n").Subwords;
}
