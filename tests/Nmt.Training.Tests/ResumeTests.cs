using Nmt.Runs;
using Nmt.Runs.Config;
using Nmt.Runs.Config.Architectures;

namespace Nmt.Training.Tests;

/// <summary>An interrupted and resumed run ends with the same bytes as an uninterrupted one.</summary>
public sealed class ResumeTests
{
    private const int Updates = 20;

    // A validation follows every fourth update; an epoch has 9 to 11 batches. The cuts: after the first update; mid-epoch before and
    // after a validation; where a validation is due, which is then pending for the next start; at the end before its validation.
    [Theory]
    [InlineData(OptimizerKind.Adam, new long[] { 1 })]
    [InlineData(OptimizerKind.Adam, new long[] { 8 })]
    [InlineData(OptimizerKind.Adam, new long[] { 5, 13, 20 })]
    [InlineData(OptimizerKind.AdamW, new long[] { 5 })]
    [InlineData(OptimizerKind.AdamW, new long[] { 12, 16 })]
    [InlineData(OptimizerKind.Sgd, new long[] { 5 })]
    [InlineData(OptimizerKind.Sgd, new long[] { 8, 14 })]
    public void Resumed_run_ends_with_the_bytes_of_an_uninterrupted_one(OptimizerKind optimizer, long[] cuts)
    {
        // Given
        using var experiment = WithOptimizer(optimizer);
        var straight = experiment.InFolder("straight");
        var resumed = experiment.InFolder("resumed");
        var (_, straightState) = experiment.Train(straight);

        // When
        foreach (long cut in cuts)
        {
            experiment.TrainUntil(cut, resumed);
        }

        var (outcome, resumedState) = experiment.Train(resumed);

        // Then
        Assert.Equal(TrainingOutcome.Completed, outcome);
        Assert.Equal(straightState with { Seconds = 0 }, resumedState with { Seconds = 0 });
        Assert.Equal(RunFiles.LatestBytes(straight, "model.safetensors"), RunFiles.LatestBytes(resumed, "model.safetensors"));
        Assert.Equal(RunFiles.LatestBytes(straight, "optimizer.safetensors"), RunFiles.LatestBytes(resumed, "optimizer.safetensors"));
        Assert.Equal(RunFiles.TablesWithoutTimes(straight), RunFiles.TablesWithoutTimes(resumed));
        Assert.True(straightState.Schedule!.LearningRate < experiment.Config.Training.Optimizer.LearningRate);
        Assert.NotEqual(RunFiles.FirstBytes(straight), RunFiles.LatestBytes(straight, "model.safetensors"));
    }

    public static TheoryData<string, Func<ModelConfig, ModelConfig>, Func<TrainingConfig, TrainingConfig>> Options => new()
    {
        { "adadelta", model => model, training => training with { Optimizer = new() { Type = OptimizerKind.Adadelta, LearningRate = 1, Epsilon = 1e-6 } } },
        { "adagrad", model => model, training => training with { Optimizer = new() { Type = OptimizerKind.Adagrad, LearningRate = 0.05, LearningRateDecay = 0.1, InitialAccumulator = 0.1 } } },
        { "warm-up and cosine", model => model, training => training with { Schedule = new() { Type = ScheduleKind.Cosine, WarmupUpdates = 7, Updates = 18 } } },
        { "accumulation", model => model, training => training with { Accumulate = 3 } },
        { "average", model => model, training => training with { AverageDecay = 0.9, ClipValue = 0.01 } },
        { "scheduled sampling", model => model, training => training with { TeacherForcing = new() { Type = TeacherForcingKind.Linear, Updates = 15 } } },
        { "all dropouts", model => model with { EmbeddingDropout = 0.4, AttentionDropout = 0.2, RecurrentDropout = 0.3, WordDropout = 0.1 }, training => training },
        { "recurrent dropout", model => model with { RecurrentDropout = 0.3 }, training => training },
        {
            "reinforced hard local attention of two heads with coverage",
            model => model with
            {
                Attention = new AttentionConfig
                {
                    Heads = 2, Hard = HardAttention.Reinforce, Window = AttentionWindow.LocalP, WindowSize = 2, Coverage = true, CoverageLoss = 0.5,
                },
            },
            training => training
        },
        {
            "straight-through cosine sparsemax",
            model => model with
            {
                Attention = new AttentionConfig { Type = AttentionKind.Cosine, Normalization = AttentionNormalization.Sparsemax, Hard = HardAttention.StraightThrough },
            },
            training => training
        },
        { "no attention", model => model with { Attention = new AttentionConfig { Type = AttentionKind.None } }, training => training },
        { "layer normalization", model => model with { LayerNorm = true, Encoder = model.Encoder with { Layers = 2 } }, training => training },
        {
            "GRU, reversed unidirectional encoder, attention before the cell",
            model => model with
            {
                Cell = CellKind.Gru,
                RecurrentDropout = 0.2,
                Encoder = model.Encoder with { Type = EncoderKind.Unidirectional, ReverseSource = true },
                Decoder = model.Decoder with { AttentionOrder = AttentionOrder.Before, Bridge = BridgeKind.Mean },
                Attention = new AttentionConfig { Type = AttentionKind.Additive },
            },
            training => training
        },
        {
            "simple recurrent networks with residual layers",
            model => model with { Cell = CellKind.RnnTanh, Residual = true, Encoder = model.Encoder with { Layers = 2 }, Decoder = model.Decoder with { Layers = 2 } },
            training => training with { TeacherForcing = new() { Type = TeacherForcingKind.Linear, Updates = 15 } }
        },
        { "transformer", model => TinyExperiment.Transformer with { AttentionDropout = 0.2, WordDropout = 0.1 }, training => training },
        {
            "transformer with norm after, learnt positions and noam",
            model => TinyExperiment.Transformer with
            {
                TiedEmbeddings = EmbeddingTying.All,
                Transformer = TinyExperiment.Transformer.Transformer with { Norm = NormKind.Post, Positions = PositionKind.Learnt, MaxPositions = 128, Activation = ActivationKind.Gelu },
            },
            training => training with
            {
                Optimizer = new() { LearningRate = 1, Beta2 = 0.98, Epsilon = 1e-9 }, Schedule = new() { Type = ScheduleKind.Noam, WarmupUpdates = 7 },
                TeacherForcing = new() { Type = TeacherForcingKind.Linear, Updates = 15 }, AverageDecay = 0.9,
            }
        },
        { "frozen and initialized", model => model, training => training with { Frozen = ParameterGroup.Encoder, Initialization = new() { Recurrent = InitializationKind.Orthogonal, ForgetBias = 1 } } },
    };

    [Theory]
    [MemberData(nameof(Options))]
    public void Resumed_run_ends_with_the_same_bytes_with_any_option(
        string what, Func<ModelConfig, ModelConfig> model, Func<TrainingConfig, TrainingConfig> training)
    {
        // Given
        using var experiment = WithOptimizer(OptimizerKind.Adam);
        var plain = experiment.InFolder("plain");
        experiment.Train(plain);
        experiment.Model(model);
        experiment.Training(training);
        var straight = experiment.InFolder("straight");
        var resumed = experiment.InFolder("resumed");
        var (_, straightState) = experiment.Train(straight);

        // When
        experiment.TrainUntil(3, resumed);
        experiment.TrainUntil(10, resumed);
        experiment.TrainUntil(12, resumed);
        var (_, resumedState) = experiment.Train(resumed);

        // Then
        Assert.Equal(straightState with { Seconds = 0 }, resumedState with { Seconds = 0 });
        foreach (string file in Directory.GetFiles(RunFiles.Checkpoint(straight, "latest"), "*.safetensors").Select(path => Path.GetFileName(path)))
        {
            Assert.True(RunFiles.LatestBytes(straight, file).SequenceEqual(RunFiles.LatestBytes(resumed, file)), $"{what}: {file} differs");
        }

        Assert.Equal(RunFiles.TablesWithoutTimes(straight), RunFiles.TablesWithoutTimes(resumed));
        Assert.NotEqual(RunFiles.LatestBytes(plain, "model.safetensors"), RunFiles.LatestBytes(straight, "model.safetensors"));
        Assert.Equal(experiment.Config.Training.AverageDecay > 0, File.Exists(RunFiles.Checkpoint(straight, "latest", "average.safetensors")));
    }

    [Fact]
    public void Validation_interrupted_by_a_stop_is_run_first_by_the_next_start()
    {
        // Given
        using var experiment = WithOptimizer(OptimizerKind.Adam);
        var state = experiment.TrainUntil(8);
        Assert.Equal((true, 4), (state.ValidationPending, state.ValidatedUpdate));
        Assert.Equal(["4"], Validated(experiment));
        var progress = new ProgressCollector(_ => Assert.Equal(["4", "8"], Validated(experiment)));

        // When
        var resumed = experiment.TrainUntil(9, progress: progress);

        // Then
        Assert.Equal((false, 8), (resumed.ValidationPending, resumed.ValidatedUpdate));
        Assert.Equal([9], progress.Reports.Select(report => report.Update));
    }

    [Fact]
    public void Checkpoint_with_the_validation_replaces_the_one_with_it_pending()
    {
        // Given
        using var experiment = WithOptimizer(OptimizerKind.Adam);
        experiment.Training(training => training with { MaxUpdates = 8 });
        experiment.TrainUntil(8);

        // When
        experiment.Train();

        // Then
        Assert.Equal(
            ["update-00000004", "update-00000008-2"],
            Directory.GetDirectories(experiment.Run.Checkpoints).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Stop_requested_in_a_pending_validation_leaves_it_pending()
    {
        // Given
        using var experiment = WithOptimizer(OptimizerKind.Adam);
        experiment.TrainUntil(8);

        // When
        var (outcome, state) = experiment.Train(cancellation: new CancellationToken(canceled: true));

        // Then
        Assert.Equal((TrainingOutcome.Interrupted, 8, true), (outcome, state.Update, state.ValidationPending));
        Assert.Equal(["4"], Validated(experiment));
    }

    [Fact]
    public void Run_that_is_killed_after_a_checkpoint_resumes_from_it()
    {
        // Given: killed without a chance to save at update 15; the last checkpoint is that of update 14, without a validation.
        using var experiment = WithOptimizer(OptimizerKind.Adam);
        experiment.Training(training => training with { CheckpointEvery = 7 });
        var straight = experiment.InFolder("straight");
        var resumed = experiment.InFolder("resumed");
        experiment.Train(straight);
        var kill = new ProgressCollector(report => _ = report.Update < 15 ? 0 : throw new InvalidOperationException("killed"));
        Assert.Throws<InvalidOperationException>(() => experiment.Train(resumed, kill));
        var progress = new ProgressCollector();

        // When
        experiment.Train(resumed, progress);

        // Then
        Assert.Equal(15, progress.Reports[0].Update);
        Assert.Equal(RunFiles.LatestBytes(straight, "model.safetensors"), RunFiles.LatestBytes(resumed, "model.safetensors"));
        Assert.Equal(RunFiles.TablesWithoutTimes(straight), RunFiles.TablesWithoutTimes(resumed));
    }

    [Fact]
    public void Validations_after_the_checkpoint_are_repeated_and_recorded_once()
    {
        // Given: the process was killed between the row of update 8 and its checkpoint; the latest checkpoint is that of update 5.
        using var experiment = WithOptimizer(OptimizerKind.Adam);
        experiment.TrainUntil(5);
        File.AppendAllText(experiment.Run.Validations, "8,0.8,9,9,9,0,1,1,1,True\n");

        // When
        experiment.Train();

        // Then
        Assert.Equal(["4", "8", "12", "16", "20"], Validated(experiment));
        Assert.DoesNotContain("9,9,9", File.ReadAllText(experiment.Run.Validations), StringComparison.Ordinal);
    }

    [Fact]
    public void Finished_run_continues_when_its_limit_is_raised_and_ends_as_if_it_had_started_with_it()
    {
        // Given
        using var experiment = WithOptimizer(OptimizerKind.Adam);
        experiment.Training(training => training with { MaxUpdates = 16 });
        experiment.Train();
        experiment.Training(training => training with { MaxUpdates = Updates });
        var straight = experiment.InFolder("straight");
        experiment.Train(straight);

        // When
        experiment.Train();

        // Then
        Assert.Equal(RunFiles.LatestBytes(straight, "model.safetensors"), RunFiles.LatestBytes(experiment.Run, "model.safetensors"));
    }

    [Fact]
    public void Finished_run_stays_unchanged()
    {
        // Given
        using var experiment = WithOptimizer(OptimizerKind.Adam);
        var (_, before) = experiment.Train();
        byte[] rows = File.ReadAllBytes(experiment.Run.Validations);
        var progress = new ProgressCollector();

        // When
        var (outcome, after) = experiment.Train(progress: progress);

        // Then
        Assert.Equal((TrainingOutcome.Completed, before), (outcome, after));
        Assert.Empty(progress.Reports);
        Assert.Equal(rows, File.ReadAllBytes(experiment.Run.Validations));
    }

    /// <summary>Dropout, momentum, weight decay and a falling learning rate: state that a checkpoint could lose.</summary>
    private static TinyExperiment WithOptimizer(OptimizerKind kind)
    {
        var experiment = TinyExperiment.Digits();
        experiment.Model(model => model with { Dropout = 0.3 });
        experiment.Training(training => training with
        {
            MaxUpdates = Updates,
            ValidateEvery = 4,
            Optimizer = kind == OptimizerKind.Sgd
                ? new OptimizerConfig { Type = kind, LearningRate = 0.5, Momentum = 0.9, WeightDecay = 0.001 }
                : new OptimizerConfig { Type = kind, LearningRate = 0.02, WeightDecay = 0.01 },
            Schedule = new ScheduleConfig { Type = ScheduleKind.Plateau, Factor = 0.5, Patience = 1 },
        });
        return experiment;
    }

    private static IEnumerable<string> Validated(TinyExperiment experiment) =>
        File.ReadLines(experiment.Run.Validations).Skip(1).Select(row => row.Split(',')[0]);
}
