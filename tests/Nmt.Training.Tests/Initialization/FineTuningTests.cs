using Nmt.Model.Checkpoints;
using Nmt.Runs;
using Nmt.Runs.Checkpoints;
using Nmt.Runs.Config;
using static TorchSharp.torch;

namespace Nmt.Training.Tests.Initialization;

public sealed class FineTuningTests
{
    [Fact]
    public void A_run_on_the_same_data_starts_with_the_best_weights_of_the_other()
    {
        // Given: a learning rate of zero, so that the weights keep their initial values.
        using var experiment = TinyExperiment.Digits();
        var first = experiment.InFolder("first");
        experiment.Train(first);
        experiment.Training(training => training with { StartFrom = first.Path, MaxUpdates = 1, Seed = 9, Optimizer = new() { LearningRate = 0 } });
        var second = experiment.InFolder("second");

        // When
        experiment.Train(second);

        // Then
        string best = RunFiles.Checkpoint(first, "best", "model.safetensors");
        Assert.Equal(File.ReadAllBytes(best), RunFiles.LatestBytes(second, "model.safetensors"));
    }

    [Fact]
    public void With_other_pieces_the_rows_of_shared_ones_are_loaded_and_mismatched_weights_are_named()
    {
        // Given: copying digits with a smaller encoder, and a subword model of another size.
        using var experiment = TinyExperiment.Digits();
        var first = experiment.InFolder("first");
        experiment.Train(first);
        experiment.Model(model => model with { Encoder = model.Encoder with { HiddenSize = 8 } });
        experiment.Config = experiment.Config with { Subwords = experiment.Config.Subwords with { VocabularySize = experiment.Config.Subwords.VocabularySize - 2 } };
        experiment.Training(training => training with { StartFrom = first.Path, MaxUpdates = 1, Optimizer = new() { LearningRate = 0 } });
        var second = experiment.InFolder("second");
        var lines = new LogLines();

        // When
        using (var run = TrainingSession.Open(experiment.Config, second, CPU, lines.Log, CancellationToken.None))
        {
            run.Train(lines.Log, new ProgressCollector(), null, CancellationToken.None);
        }

        // Then
        var (before, after) = (Table(first, "best"), Table(second, "latest"));
        string[] shared = [.. before.Keys.Intersect(after.Keys)];
        Assert.True(shared.Length > 10 && before.Count > shared.Length, $"{shared.Length} of {before.Count} and {after.Count} pieces are shared");
        Assert.All(shared, piece => Assert.Equal(before[piece], after[piece]));
        Assert.Contains(lines.Warnings, line => line.Contains("encoder.lstm.weight_ih_l0 is not loaded", StringComparison.Ordinal)
            && line.EndsWith("its shape is [64, 16] in that run and [32, 16] in this model", StringComparison.Ordinal));
    }

    [Fact]
    public void A_run_with_other_cells_loads_everything_but_the_cells()
    {
        // Given
        using var experiment = TinyExperiment.Digits();
        experiment.Training(training => training with { MaxUpdates = 1 });
        var first = experiment.InFolder("first");
        experiment.Train(first);
        experiment.Model(model => model with { Cell = CellKind.Gru });
        experiment.Training(training => training with { StartFrom = first.Path, Optimizer = new() { LearningRate = 0 } });
        var second = experiment.InFolder("second");
        var lines = new LogLines();

        // When
        using (var run = TrainingSession.Open(experiment.Config, second, CPU, lines.Log, CancellationToken.None))
        {
            run.Train(lines.Log, new ProgressCollector(), null, CancellationToken.None);
        }

        // Then
        Assert.Contains(lines.Warnings, line => line.Contains("encoder.gru.weight_hh_l0 is not loaded", StringComparison.Ordinal));
        Assert.Contains(lines.Warnings, line => line.Contains("decoder.cells.0.weight_hh is not loaded", StringComparison.Ordinal)
            && line.EndsWith("its shape is [128, 32] in that run and [96, 32] in this model", StringComparison.Ordinal));
        Assert.Equal(Table(first, "best"), Table(second, "latest"));
        Assert.DoesNotContain(lines.Warnings, line => line.Contains("attention", StringComparison.Ordinal));
    }

    [Fact]
    public void Embeddings_of_a_recurrent_model_are_read_by_a_transformer_as_they_were()
    {
        // Given: of the recurrent model only embeddings match; a Transformer multiplies them by √16.
        using var experiment = TinyExperiment.Digits();
        var first = experiment.InFolder("first");
        experiment.Train(first);
        experiment.Model(_ => TinyExperiment.Transformer);
        experiment.Training(training => training with { StartFrom = first.Path, MaxUpdates = 1, Optimizer = new() { LearningRate = 0 } });
        var second = experiment.InFolder("second");

        // When
        experiment.Train(second);

        // Then
        var (before, after) = (Table(first, "best"), Table(second, "latest"));
        Assert.All(before, entry => Assert.Equal(entry.Value.Select(value => value / 4), after[entry.Key]));
    }

    [Fact]
    public void A_folder_that_is_not_a_run_is_rejected()
    {
        using var experiment = TinyExperiment.Digits();
        experiment.Training(training => training with { StartFrom = experiment.PathOf(".") });

        var exception = Assert.Throws<CheckpointException>(() => experiment.Train());

        Assert.Contains("training.start_from needs a run folder", exception.Message, StringComparison.Ordinal);
    }

    private static Dictionary<string, float[]> Table(RunFolder run, string which)
    {
        using var scope = NewDisposeScope();
        var vocabulary = Nmt.Text.Subwords.SentencePiece.SentencePieceModel.Load(run.Subwords.Source).Vocabulary;
        var table = TensorFile.Read(RunFiles.Checkpoint(run, which, "model.safetensors")).Tensors["source_embedding.weight"];
        return Enumerable.Range(0, vocabulary.Count).ToDictionary(id => vocabulary[id], id => table[id].data<float>().ToArray(), StringComparer.Ordinal);
    }
}
