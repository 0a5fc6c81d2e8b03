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

public sealed class TrainingCheckpointTests : IDisposable
{
    private const int Vocabulary = 12;

    private static readonly ModelConfig Small = new()
    {
        EmbeddingSize = 4,
        Encoder = new() { HiddenSize = 3 },
        Decoder = new() { HiddenSize = 5 },
    };

    /// <summary>A state in which almost no entry has its initial value.</summary>
    private static readonly TrainingState Full = new()
    {
        Update = 17, Tokens = 12345678901, Seconds = 7.25, BestScore = 31.5, BestUpdate = 12,
        ValidationsSinceBest = 1, ValidatedUpdate = 16, LossSinceValidation = 8.5, TokensSinceValidation = 9, Schedule = new(30.5, 1, 0.25),
        ValidationScore = 29.5, Skipped = 4, ConsecutiveSkips = 2,
        Position = new(2, new(4, 500, 900, [new(1, 20, 300, 400, 250), new(0, 6, 70, 80, 250)]), 3, 2.5),
    };

    private readonly TemporaryFolder _folder = new();
    private readonly string _checkpoints;
    private readonly string _subwords;
    private readonly TranslationModel _model = Model(Small, seed: 1);
    private readonly ParameterOptimizers _optimizer;

    public TrainingCheckpointTests()
    {
        _checkpoints = _folder.Of("checkpoints");
        _subwords = _folder.Write("subwords.model", "pieces");
        _optimizer = new ParameterOptimizers(new OptimizerConfig(), _model.parameters());
    }

    public void Dispose()
    {
        _optimizer.Dispose();
        _model.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(OptimizerKind.Adam)]
    [InlineData(OptimizerKind.AdamW)]
    [InlineData(OptimizerKind.Sgd)]
    public void Saved_checkpoint_is_restored(OptimizerKind kind)
    {
        // Given: moments that are not zero.
        var config = new OptimizerConfig { Type = kind, Momentum = 0.9 };
        using var optimizer = new ParameterOptimizers(config, _model.parameters());
        Step(_model, optimizer);
        Step(_model, optimizer);
        var state = Full with { Seconds = 1.0 / 3, BestScore = 0.1 + 0.2, Schedule = new(null, 1, 0.00025) };
        Store().Save(_model, optimizer, state, isBest: false);
        using var other = Model(Small, seed: 2);
        using var otherOptimizer = new ParameterOptimizers(config, other.parameters());

        // When
        var restored = Store().RestoreLatest(other, otherOptimizer);

        // Then: the weights are equal, and so is the next step, which the moments decide.
        Assert.Equal(state, restored);
        Assert.Equal(Weights(_model), Weights(other));
        Step(_model, optimizer);
        Step(other, otherOptimizer);
        Assert.Equal(Weights(_model), Weights(other));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public void Non_finite_score_is_restored(double score)
    {
        Store().Save(_model, _optimizer, new TrainingState { BestScore = score }, isBest: true);

        Assert.Equal(score, Store().RestoreLatest(_model, _optimizer).BestScore);
    }

    [Theory]
    [InlineData("model.safetensors")]
    [InlineData("optimizer.safetensors")]
    [InlineData("state.json")]
    public void Altered_byte_anywhere_is_detected_and_the_file_named(string file)
    {
        // Given
        Store().Save(_model, _optimizer, Full, isBest: false);
        string path = Path.Combine(_checkpoints, "update-00000017", file);
        byte[] whole = File.ReadAllBytes(path);
        for (int position = 0; position < whole.Length; position += file == "state.json" ? 1 : (whole.Length / 100) + 1)
        {
            byte[] altered = [.. whole];
            altered[position] ^= 1;
            File.WriteAllBytes(path, altered);

            // When
            var refused = Assert.Throws<CheckpointException>(() => Store().RestoreLatest(_model, _optimizer));

            // Then
            Assert.StartsWith(path + ": ", refused.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("index.json")]
    [InlineData("update-00000001/state.json")]
    [InlineData("update-00000001/model.safetensors")]
    [InlineData("update-00000001/optimizer.safetensors")]
    public void Missing_file_is_named(string file)
    {
        Save(1);
        string path = Path.Combine(_checkpoints, file);
        File.Delete(path);

        var refused = Assert.Throws<CheckpointException>(() => Store().RestoreLatest(_model, _optimizer));

        Assert.Equal($"{path}: missing from the checkpoint", refused.Message);
    }

    public static TheoryData<string, ModelConfig> OtherModels => new()
    {
        { "weight 'decoder.", Small with { Decoder = Small.Decoder with { HiddenSize = 6 } } },
        { "weight 'source_embedding.weight' is Float32 [12, 4], but the model's is Float32 [12, 8]", Small with { EmbeddingSize = 8 } },
        { "weight 'encoder.lstm.weight_ih_l1' is missing", Small with { Encoder = Small.Encoder with { Layers = 2 } } },
        { "weight 'target_embedding.weight' is unknown to the model", Small with { TiedEmbeddings = EmbeddingTying.SourceTarget } },
    };

    [Theory]
    [MemberData(nameof(OtherModels))]
    public void Other_model_configuration_is_rejected_the_weight_named_and_the_model_unchanged(string expected, ModelConfig config)
    {
        // Given
        Save(1);
        using var other = Model(config, seed: 2);
        byte[][] before = Weights(other);

        // When
        var refused = Assert.Throws<CheckpointException>(() => Store().RestoreBestWeights(other));

        // Then
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
        Assert.EndsWith("the file belongs to another model configuration", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, Weights(other));
    }

    [Fact]
    public void Moments_of_another_optimizer_are_rejected()
    {
        Save(1);
        using var sgd = new ParameterOptimizers(new OptimizerConfig { Type = OptimizerKind.Sgd }, _model.parameters());

        var refused = Assert.Throws<CheckpointException>(() => Store().RestoreLatest(_model, sgd));

        Assert.EndsWith("optimizer.safetensors: holds the state of the optimizer adam; training.optimizer.type is sgd", refused.Message, StringComparison.Ordinal);
    }

    private static TranslationModel Model(ModelConfig config, ulong seed)
    {
        var model = ModelFactory.Create(config, Vocabulary, CPU);
        using var generator = new Generator(seed);
        new WeightInitializer(0.1, 0.1, generator).Initialize(model);
        return model;
    }

    /// <summary>A step along a gradient that depends on the weights.</summary>
    private static void Step(TranslationModel model, ParameterOptimizers optimizer)
    {
        using var scope = NewDisposeScope();
        optimizer.ClearGradients();
        model.parameters().Select(parameter => (parameter * parameter).sum()).Aggregate((sum, next) => sum + next).backward();
        optimizer.Step();
    }

    private static byte[][] Weights(TranslationModel model)
    {
        using var scope = NewDisposeScope();
        return [.. model.state_dict().OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => entry.Value.detach().bytes.ToArray())];
    }

    private CheckpointStore Store() => new(_checkpoints, _subwords);

    private void Save(long update, bool isBest = false) =>
        Store().Save(_model, _optimizer, new TrainingState { Update = update }, isBest);
}
