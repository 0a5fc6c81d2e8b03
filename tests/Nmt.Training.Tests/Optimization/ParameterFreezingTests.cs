using Nmt.Runs.Config;
using Nmt.Text.Corpora;

namespace Nmt.Training.Tests.Optimization;

public sealed class ParameterFreezingTests
{
    [Theory]
    [InlineData(new[] { ParameterGroup.Encoder }, "encoder.lstm.weight_ih_l0", "decoder.cells.0.weight_ih")]
    [InlineData(new[] { ParameterGroup.Attention, ParameterGroup.Bridge }, "decoder.attention.key.weight", "decoder.combine.weight")]
    [InlineData(new[] { ParameterGroup.SourceEmbedding, ParameterGroup.Output }, "output.linear.bias", "target_embedding.weight")]
    public void Frozen_parts_stay_unchanged_and_others_do_not(ParameterGroup[] frozen, string still, string moving)
    {
        // Given: weights after some updates with weight decay and momentum.
        using var experiment = TinyExperiment.Digits();
        experiment.Training(training => training with { MaxUpdates = 1, ValidateEvery = 1 });
        var first = experiment.InFolder("first");
        var later = experiment.InFolder("later");
        experiment.Training(training => training with { Frozen = new OneOrMore<ParameterGroup>(frozen), AverageDecay = 0.5, Optimizer = training.Optimizer with { WeightDecay = 0.1 } });
        experiment.Train(first);
        experiment.Training(training => training with { MaxUpdates = 6 });

        // When
        experiment.Train(later);

        // Then
        Assert.Equal(RunFiles.LatestWeight(first, still), RunFiles.LatestWeight(later, still));
        Assert.NotEqual(RunFiles.LatestWeight(first, moving), RunFiles.LatestWeight(later, moving));
        Assert.Equal(RunFiles.LatestWeight(later, still), RunFiles.LatestWeight(later, still, "average.safetensors"));
    }

    [Theory]
    [InlineData("[encoder, atention]", "training.frozen.1: must be one of source_embedding, target_embedding, encoder, decoder, attention, bridge, output; got atention")]
    [InlineData("[source_embedding, target_embedding, encoder, decoder, output]", "training.frozen: must leave at least one part to train")]
    public void Meaningless_settings_are_rejected_with_their_line(string frozen, string expected)
    {
        // Given
        using var experiment = TinyExperiment.Digits();
        string path = experiment.PathOf("bad.yaml");
        string yaml = ConfigWriter.ToYaml(experiment.Config).Replace("frozen: null", $"frozen: {frozen}", StringComparison.Ordinal);
        File.WriteAllText(path, yaml);

        // When
        var exception = Assert.Throws<ConfigurationException>(() => ConfigLoader.Load(path, []));

        // Then
        int line = 1 + yaml.Split('\n').ToList().FindIndex(text => text.Contains("frozen:", StringComparison.Ordinal));
        var error = Assert.Single(exception.Errors);
        Assert.Equal((line, expected), (error.Line, $"{error.Path}: {error.Message}"));
    }
}
