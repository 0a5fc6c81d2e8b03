using Nmt.Model.Checkpoints;
using Nmt.Runs;
using Nmt.Runs.Checkpoints;
using static TorchSharp.torch;

namespace Nmt.Training.Tests.Runs;

public sealed class AveragedRunTests : IDisposable
{
    private readonly TinyExperiment _experiment = TinyExperiment.Digits();

    public void Dispose() => _experiment.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(0.9)]
    public void Average_of_one_checkpoint_has_the_weights_used_for_translation(double averageDecay)
    {
        // Given
        Train(averageDecay);
        var output = _experiment.InFolder("average");
        var best = new CheckpointChoice(_experiment.Run).Named([Path.GetFileName(RunFiles.Checkpoint(_experiment.Run, "best"))]);

        // When
        AveragedRun.Write(_experiment.Run, best, output);

        // Then
        Assert.Equal(TranslatingWeights(_experiment.Run), TranslatingWeights(output));
    }

    [Theory]
    [InlineData(0, "model.safetensors", "average.safetensors")]
    [InlineData(0.9, "average.safetensors", "model.safetensors")]
    public void Average_is_the_mean_of_the_weights_used_for_translation(double averageDecay, string translates, string other)
    {
        // Given
        Train(averageDecay);
        var output = _experiment.InFolder("average");
        var checkpoints = new CheckpointChoice(_experiment.Run).Last(2);

        // When
        AveragedRun.Write(_experiment.Run, checkpoints, output);

        // Then: the mean of two 32-bit numbers is exact in 64 bits, and rounded once.
        using var scope = NewDisposeScope();
        var stored = TensorFile.Read(RunFiles.Checkpoint(output, "latest", "model.safetensors")).Tensors;
        Assert.All(stored, entry => Assert.Equal(Mean(checkpoints, translates, entry.Key), entry.Value.flatten().data<float>().ToArray()));
        if (averageDecay > 0)
        {
            Assert.Contains(stored, entry => !Mean(checkpoints, other, entry.Key).SequenceEqual(entry.Value.flatten().data<float>()));
        }
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(1, false)]
    public void Average_that_is_stopped_leaves_nothing(int count, bool isNew)
    {
        // Given: of one checkpoint nothing is summed, so that the stop comes when the weights are written.
        Train(averageDecay: 0);
        var output = _experiment.InFolder("average");
        if (!isNew)
        {
            Directory.CreateDirectory(output.Path);
        }

        // When
        var stopped = Record.Exception(() => AveragedRun.Write(
            _experiment.Run, new CheckpointChoice(_experiment.Run).Last(count), output, new CancellationToken(canceled: true)));

        // Then
        Assert.IsType<OperationCanceledException>(stopped);
        Assert.Equal(isNew, !Directory.Exists(output.Path));
        Assert.True(output.IsEmpty);
    }

    private void Train(double averageDecay)
    {
        _experiment.Training(training => training with { AverageDecay = averageDecay });
        _experiment.Train();
    }

    private static float[] Mean(IReadOnlyList<CheckpointFolder> checkpoints, string file, string name)
    {
        using var scope = NewDisposeScope();
        float[][] weights = [.. checkpoints.Select(checkpoint =>
            TensorFile.Read(Path.Combine(checkpoint.Path, file)).Tensors[name].flatten().data<float>().ToArray())];
        return [.. Enumerable.Range(0, weights[0].Length).Select(i => (float)(weights.Sum(numbers => (double)numbers[i]) / weights.Length))];
    }

    /// <summary>Every weight used for translation, as bytes.</summary>
    private static byte[][] TranslatingWeights(RunFolder run)
    {
        using var scope = NewDisposeScope();
        using var trained = TrainedModel.Load(run.Path, [], CPU);
        return [.. trained.Model.state_dict().OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => entry.Value.detach().bytes.ToArray())];
    }
}
