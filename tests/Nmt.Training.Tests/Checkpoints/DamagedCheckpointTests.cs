using Nmt.Model;
using Nmt.Model.Checkpoints;
using Nmt.Model.Creation;
using Nmt.Runs.Checkpoints;
using Nmt.Runs.Config;
using Nmt.TestKit;
using Nmt.Training.Checkpoints;
using Nmt.Training.Optimization;
using static TorchSharp.torch;

namespace Nmt.Training.Tests.Checkpoints;

/// <summary>What is restored and logged when the latest checkpoint is damaged.</summary>
public sealed class DamagedCheckpointTests : IDisposable
{
    private const string Latest = "update-00000003";

    private readonly TemporaryFolder _folder = new();
    private readonly LogCollector _log = new();
    private readonly TranslationModel _model;
    private readonly ParameterOptimizers _optimizer;
    private readonly string _subwords;

    public DamagedCheckpointTests()
    {
        var config = new ModelConfig { EmbeddingSize = 4, Encoder = new() { HiddenSize = 3 }, Decoder = new() { HiddenSize = 5 } };
        _model = ModelFactory.Create(config, 12, CPU);
        _optimizer = new ParameterOptimizers(new OptimizerConfig(), _model.parameters());
        _subwords = _folder.Write("subwords.model", "pieces");
    }

    public void Dispose()
    {
        _optimizer.Dispose();
        _model.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("model.safetensors")]
    [InlineData("optimizer.safetensors")]
    [InlineData("state.json")]
    public void The_one_before_a_damaged_one_is_restored_and_both_are_named(string file)
    {
        // Given: every checkpoint has weights of a different value.
        SaveThree();
        string path = PathOf(Path.Combine(Latest, file));
        byte[] bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, bytes);

        // When
        var state = Store().RestoreLatest(_model, _optimizer);

        // Then
        Assert.Equal(2, state.Update);
        Assert.All(Weights(), value => Assert.Equal(2, value));
        Assert.Equal(2, _log.Warnings.Count);
        Assert.StartsWith($"Damaged checkpoint: {path}: ", _log.Warnings[0], StringComparison.Ordinal);
        Assert.Equal("Falling back to checkpoint update-00000002", _log.Warnings[1]);
    }

    [Theory]
    [InlineData("model.safetensors")]
    [InlineData("optimizer.safetensors")]
    [InlineData("state.json")]
    [InlineData("")]
    public void The_one_before_is_restored_when_a_part_is_missing(string file)
    {
        // Given
        SaveThree();
        Remove(PathOf(Path.Combine(Latest, file)));

        // When
        var state = Store().RestoreLatest(_model, _optimizer);

        // Then
        Assert.Equal(2, state.Update);
    }

    [Fact]
    public void Damaged_checkpoint_is_renamed_and_training_continues_without_it()
    {
        // Given: the damaged one is also the best.
        SaveThree();
        Remove(PathOf(Path.Combine(Latest, "model.safetensors")));
        Store().RestoreLatest(_model, _optimizer);

        // When
        Save(3);
        Save(4);

        // Then
        Assert.Equal(4, Store().RestoreLatest(_model, _optimizer).Update);
        Assert.Equal(2, _log.Warnings.Count);
        Assert.True(Directory.Exists(PathOf("damaged-" + Latest)));
        Assert.Equal(2, Store().RestoreBestWeights(_model).Update);
    }

    [Fact]
    public void Nothing_is_changed_when_no_checkpoint_is_intact()
    {
        // Given
        SaveThree();
        foreach (string name in Store().Names().ToArray())
        {
            Remove(PathOf(Path.Combine(name, "optimizer.safetensors")));
        }

        Fill(7);

        // When
        var refused = Assert.Throws<CheckpointException>(() => Store().RestoreLatest(_model, _optimizer));

        // Then
        Assert.Equal($"{PathOf(Path.Combine(Latest, "optimizer.safetensors"))}: missing from the checkpoint", refused.Message);
        Assert.All(Weights(), value => Assert.Equal(7, value));
        Assert.True(Directory.Exists(PathOf(Latest)));
    }

    [Fact]
    public void Checkpoint_of_another_subword_model_is_an_error_and_earlier_ones_are_not_tried()
    {
        // Given
        SaveThree();
        File.AppendAllText(_subwords, ".");

        // When
        var refused = Assert.Throws<CheckpointException>(() => Store().RestoreLatest(_model, _optimizer));

        // Then
        Assert.Contains("was not trained with the run's subword model", refused.Message, StringComparison.Ordinal);
        Assert.Empty(_log.Warnings);
    }

    private void SaveThree()
    {
        for (int update = 1; update <= 3; update++)
        {
            Fill(update);
            Save(update, score: update);
        }
    }

    private void Save(int update, double? score = null) => Store().Save(
        _model, _optimizer, new TrainingState { Update = update, ValidatedUpdate = score is null ? 0 : update, ValidationScore = score },
        isBest: score is not null);

    private CheckpointStore Store() => new(PathOf(""), _subwords) { Log = _log };

    private string PathOf(string name) => Path.Combine(_folder.Of("checkpoints"), name);

    private void Fill(double value)
    {
        using var noGradient = no_grad();
        foreach (var parameter in _model.parameters())
        {
            parameter.fill_(value);
        }
    }

    private float[] Weights()
    {
        using var scope = NewDisposeScope();
        return [.. _model.parameters().Select(parameter => parameter.detach().mean().item<float>())];
    }

    private static void Remove(string path)
    {
        if (Directory.Exists(path.TrimEnd('/')))
        {
            Directory.Delete(path, recursive: true);
        }
        else
        {
            File.Delete(path);
        }
    }
}
