namespace Nmt.Training.Tests;

public sealed class DeterminismTests
{
    [Fact]
    public void Same_seed_gives_the_same_bytes_dropout_included()
    {
        // Given
        using var experiment = WithDropout(0.5);

        // When
        byte[] first = Weights(experiment, "first", seed: 3);
        byte[] second = Weights(experiment, "second", seed: 3);

        // Then
        Assert.Equal(first, second);
    }

    [Fact]
    public void Another_seed_gives_different_weights()
    {
        // Given
        using var experiment = WithDropout(0.5);

        // When
        byte[] first = Weights(experiment, "first", seed: 3);
        byte[] second = Weights(experiment, "second", seed: 4);

        // Then
        Assert.NotEqual(first, second);
    }

    [Fact]
    public void Dropout_makes_a_difference()
    {
        // Given: without a difference, the tests above would also pass for a model that ignores dropout.
        using var with = WithDropout(0.5);
        using var without = WithDropout(0);

        // When
        byte[] first = Weights(with, "run", seed: 3);
        byte[] second = Weights(without, "run", seed: 3);

        // Then
        Assert.NotEqual(first, second);
    }

    [Fact]
    public void Randomness_used_elsewhere_in_the_process_changes_nothing()
    {
        // Given
        using var experiment = WithDropout(0.5);
        byte[] expected = Weights(experiment, "first", seed: 3);
        var disturb = new ProgressCollector(_ =>
        {
            using var drawn = TorchSharp.torch.rand(7);
        });

        // When
        var disturbed = experiment.InFolder("second");
        experiment.Train(disturbed, disturb);

        // Then
        Assert.Equal(expected, RunFiles.LatestBytes(disturbed, "model.safetensors"));
    }

    private static TinyExperiment WithDropout(double dropout)
    {
        var experiment = TinyExperiment.Digits();
        experiment.Model(model => model with { Dropout = dropout });
        return experiment;
    }

    private static byte[] Weights(TinyExperiment experiment, string folder, int seed)
    {
        experiment.Training(training => training with { Seed = seed });
        var run = experiment.InFolder(folder);
        experiment.Train(run);
        return RunFiles.LatestBytes(run, "model.safetensors");
    }
}
