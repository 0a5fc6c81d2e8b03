using Nmt.Model;
using Nmt.Runs.Checkpoints;
using Nmt.Runs.Config;
using Nmt.TestKit;
using Nmt.Training.Checkpoints;
using Nmt.Training.Optimization;
using static TorchSharp.torch;

namespace Nmt.Training.Tests.Checkpoints;

public sealed class CheckpointStoreTests : IDisposable
{
    private const int Vocabulary = 12;

    private static readonly ModelConfig Small = new()
    {
        EmbeddingSize = 4,
        Encoder = new() { HiddenSize = 3 },
        Decoder = new() { HiddenSize = 5 },
    };

    /// <summary>No entry has the value of a new state.</summary>
    private static readonly TrainingState Full = new()
    {
        Update = 17, Epoch = 2, BatchInBlock = 3, Passes = 2.5, Tokens = 12345678901, Seconds = 7.25, BestScore = 31.5, BestUpdate = 12,
        ValidationsSinceBest = 1, ValidatedUpdate = 16, LossSinceValidation = 8.5, TokensSinceValidation = 9, Schedule = new(30.5, 1, 0.25),
        ValidationScore = 29.5, Skipped = 4, SkippedInARow = 2,
        Block = new(4, 500, 900, [new(1, 20, 300, 400, 250), new(0, 6, 70, 80, 250)]),
    };

    private readonly TemporaryFolder _folder = new();
    private readonly string _checkpoints;
    private readonly string _subwords;
    private readonly EncoderDecoder _model = Model(Small, seed: 1);
    private readonly ParameterOptimizers _optimizer;

    public CheckpointStoreTests()
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
    public void What_is_saved_is_restored(OptimizerKind kind)
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
    public void Score_that_is_no_number_is_restored(double score)
    {
        Store().Save(_model, _optimizer, new TrainingState { BestScore = score }, isBest: true);

        Assert.Equal(score, Store().RestoreLatest(_model, _optimizer).BestScore);
    }

    [Fact]
    public void Best_latest_and_the_one_before_are_kept()
    {
        // When
        Save(1, isBest: true);
        Save(2, isBest: true);
        Save(3);
        Save(4);
        Save(5);

        // Then
        Assert.Equal(["update-00000002", "update-00000004", "update-00000005"], Folders());
        using var model = Model(Small, seed: 2);
        Assert.Equal(2, Store().RestoreBestWeights(model).Update);
        Assert.Equal(5, Store().RestoreLatest(_model, _optimizer).Update);
    }

    [Fact]
    public void Latest_stands_in_for_the_best_before_the_first_validation()
    {
        Save(1);
        Save(2);

        Assert.Equal(2, Store().RestoreBestWeights(_model).Update);
    }

    [Fact]
    public void Second_checkpoint_of_an_update_does_not_overwrite_one_that_the_index_names()
    {
        // Given
        Save(4);
        Save(5, isBest: true);

        // When
        Save(5);

        // Then
        Assert.Equal(["update-00000004", "update-00000005", "update-00000005-2"], Folders());
        Assert.EndsWith("update-00000005", Store().ReadIndex().Best, StringComparison.Ordinal);
    }

    [Fact]
    public void Second_checkpoint_of_an_update_takes_the_place_of_the_first()
    {
        // Given: an interrupted run at its last update, which is gone on with and only validates.
        Save(4);
        Save(5);

        // When
        Save(5, isBest: true);

        // Then
        Assert.Equal(["update-00000004", "update-00000005-2"], Folders());
        Assert.Equal(5, Store().RestoreBestWeights(_model).Update);
    }

    // A kill while files are written, after the rename but before the index, and while old folders are deleted.
    [Theory]
    [InlineData("update-00000003.tmp")]
    [InlineData("update-00000003")]
    [InlineData("update-00000001")]
    public void Whatever_a_crash_leaves_the_latest_can_be_restored_and_the_next_saved(string leftover)
    {
        // Given
        Save(2);
        _folder.Write(Path.Combine("checkpoints", leftover, "model.safetensors"), "half of a fil");

        // When
        long restored = Store().RestoreLatest(_model, _optimizer).Update;
        Save(3);

        // Then
        Assert.Equal(2, restored);
        Assert.Equal(["update-00000002", "update-00000003"], Folders());
        Assert.Equal(3, Store().RestoreLatest(_model, _optimizer).Update);
    }

    [Fact]
    public void Folder_without_an_index_has_no_checkpoint()
    {
        Directory.CreateDirectory(Path.Combine(_checkpoints, "update-00000001"));

        Assert.False(CheckpointStore.HasAny(_checkpoints));
    }

    // In state.json every byte counts but those of the layout, as all of the state differs from what a missing entry would give.
    [Theory]
    [InlineData("model.safetensors")]
    [InlineData("optimizer.safetensors")]
    [InlineData("state.json")]
    public void Altered_byte_anywhere_is_noticed_and_the_file_named(string file)
    {
        // Given
        Store().Save(_model, _optimizer, Full, isBest: false);
        string path = Path.Combine(_checkpoints, "update-00000017", file);
        byte[] whole = File.ReadAllBytes(path);
        for (int place = 0; place < whole.Length; place += file == "state.json" ? 1 : (whole.Length / 100) + 1)
        {
            if (file == "state.json" && char.IsWhiteSpace((char)whole[place]))
            {
                continue;
            }

            byte[] altered = [.. whole];
            altered[place] ^= 1;
            File.WriteAllBytes(path, altered);

            // When
            var refused = Assert.Throws<CheckpointException>(() => Store().RestoreLatest(_model, _optimizer));

            // Then
            Assert.StartsWith(path + ": ", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Altered_byte_of_the_index_is_noticed()
    {
        // Given: a name that leads nowhere is only seen at the folder that is not there.
        Save(1, isBest: true);
        string path = Path.Combine(_checkpoints, "index.json");
        byte[] whole = File.ReadAllBytes(path);
        for (int place = 0; place < whole.Length; place++)
        {
            if (!char.IsWhiteSpace((char)whole[place]))
            {
                byte[] altered = [.. whole];
                altered[place] ^= 1;
                File.WriteAllBytes(path, altered);
                var log = new LogCollector();

                // When
                var refused = Record.Exception(() =>
                {
                    Store().RestoreBestWeights(_model);
                    new CheckpointStore(_checkpoints, _subwords) { Log = log }.RestoreLatest(_model, _optimizer);
                });

                // Then: a latest that is not there is said, and the one that is there taken.
                string said = (refused as CheckpointException)?.Message ?? Assert.Single(log.Warnings, text => text.StartsWith("Damaged", StringComparison.Ordinal));
                Assert.Contains(_checkpoints, said, StringComparison.Ordinal);
            }
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

    [Theory]
    [InlineData("../x")]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("a/b")]
    [InlineData("/etc")]
    [InlineData("")]
    public void Name_that_leads_out_of_the_folder_is_refused(string name)
    {
        Save(1);
        string path = _folder.Write("checkpoints/index.json", $$"""{"latest": "{{name}}", "best": null}""");

        var refused = Assert.Throws<CheckpointException>(() => Store().RestoreLatest(_model, _optimizer));

        Assert.Equal($"{path}: '{name}' is not the name of a checkpoint", refused.Message);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"latest\": 5}")]
    [InlineData("{\"latest\": null, \"best\": \"update-00000001\"}")]
    public void Index_that_names_no_checkpoint_is_refused(string index)
    {
        Save(1);
        string path = _folder.Write("checkpoints/index.json", index);

        var refused = Assert.Throws<CheckpointException>(() => Store().RestoreLatest(_model, _optimizer));

        Assert.StartsWith(path + ": ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_subword_model_is_refused()
    {
        Save(1);
        File.AppendAllText(_subwords, ".");

        var refused = Assert.Throws<CheckpointException>(() => Store().RestoreBestWeights(_model));

        Assert.EndsWith("state.json: the checkpoint belongs to another subword model than the run's", refused.Message, StringComparison.Ordinal);
    }

    // As the first version wrote it, when an epoch was always one block; only such a manifest's own checksum can be checked here.
    [Fact]
    public void Manifest_of_format_1_is_read_and_its_checksum_holds()
    {
        // Given
        const string recorded = """
            {
              "format": 1,
              "state": {
                "update": 2800,
                "epoch": 6,
                "batch_in_epoch": 281,
                "passes": 6.669047619047619,
                "tokens": 1305780,
                "seconds": 191.6807247,
                "best_score": 92.95448288741608,
                "best_update": 2800,
                "validations_since_best": 0,
                "validated_update": 2800,
                "loss_since_validation": 0,
                "tokens_since_validation": 0,
                "schedule": {
                  "best_score": 92.95448288741608,
                  "bad_validations": 0,
                  "learning_rate": 0.002
                }
              },
              "subwords_sha256": "25fcf965977281855a895e2c8d09b979ae536a82da3863eef4c084362515e292",
              "files": {
                "model.safetensors": "0e68a8782853f697d88fc9685050c551f1994553280a1efbd5a04f77365cf614",
                "optimizer.safetensors": "f6a463dcd53a4df3cefd1965638679834d279caeb2d933c817ef19d4cb0664ff"
              },
              "sha256": "d7ebcdb79fba6680df1c76da39fa45d201eb55ad40e1cf31a9ef7070ddba0cb2"
            }
            """;
        string path = _folder.Write("state.json", recorded);

        // When
        var manifest = CheckpointJson.Read<CheckpointManifest>(path);

        // Then
        Assert.True(manifest.IsIntact);
        Assert.Equal((1, 6, 281, null), (manifest.Format, manifest.State.Epoch, manifest.State.BatchInBlock, manifest.State.Block));
        Assert.False((manifest with { State = manifest.State with { BatchInBlock = 280 } }).IsIntact);
    }

    [Fact]
    public void Newer_format_is_refused()
    {
        Save(1);
        string path = Path.Combine(_checkpoints, "update-00000001", "state.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"format\": 2", "\"format\": 3", StringComparison.Ordinal));

        var refused = Assert.Throws<CheckpointException>(() => Store().RestoreBestWeights(_model));

        Assert.Equal($"{path}: checkpoint format 3; this version reads formats 1 to 2", refused.Message);
    }

    public static TheoryData<string, ModelConfig> OtherModels => new()
    {
        { "weight 'decoder.", Small with { Decoder = Small.Decoder with { HiddenSize = 6 } } },
        { "weight 'source_embedding.weight' is Float32 [12, 4], the model's is Float32 [12, 8]", Small with { EmbeddingSize = 8 } },
        { "has no weight 'encoder.", Small with { Encoder = Small.Encoder with { Layers = 2 } } },
        { "weight 'target_embedding.weight' is unknown to the model", Small with { TiedEmbeddings = EmbeddingTying.SourceTarget } },
    };

    [Theory]
    [MemberData(nameof(OtherModels))]
    public void Other_model_configuration_is_refused_the_weight_named_and_the_model_left_alone(string expected, ModelConfig config)
    {
        // Given
        Save(1);
        using var other = Model(config, seed: 2);
        byte[][] before = Weights(other);

        // When
        var refused = Assert.Throws<CheckpointException>(() => Store().RestoreBestWeights(other));

        // Then
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
        Assert.EndsWith("it belongs to another model configuration", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, Weights(other));
    }

    [Fact]
    public void Moments_of_another_optimizer_are_refused()
    {
        Save(1);
        using var sgd = new ParameterOptimizers(new OptimizerConfig { Type = OptimizerKind.Sgd }, _model.parameters());

        var refused = Assert.Throws<CheckpointException>(() => Store().RestoreLatest(_model, sgd));

        Assert.EndsWith("optimizer.safetensors: holds the state of 'Adam', expected SGD", refused.Message, StringComparison.Ordinal);
    }

    private static EncoderDecoder Model(ModelConfig config, ulong seed)
    {
        var model = new EncoderDecoder(config, Vocabulary, CPU);
        using var generator = new Generator(seed);
        new WeightInitializer(0.1, 0.1, generator).Initialize(model);
        return model;
    }

    /// <summary>A step along a gradient that depends on the weights.</summary>
    private static void Step(EncoderDecoder model, ParameterOptimizers optimizer)
    {
        using var scope = NewDisposeScope();
        optimizer.ClearGradients();
        model.parameters().Select(parameter => (parameter * parameter).sum()).Aggregate((sum, next) => sum + next).backward();
        optimizer.Step();
    }

    private static byte[][] Weights(EncoderDecoder model)
    {
        using var scope = NewDisposeScope();
        return [.. model.state_dict().OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => entry.Value.detach().bytes.ToArray())];
    }

    private CheckpointStore Store() => new(_checkpoints, _subwords);

    private void Save(long update, bool isBest = false) =>
        Store().Save(_model, _optimizer, new TrainingState { Update = update }, isBest);

    private IEnumerable<string> Folders() =>
        Directory.GetDirectories(_checkpoints).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal);
}
