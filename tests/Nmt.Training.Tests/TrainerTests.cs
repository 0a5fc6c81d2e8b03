using Nmt.Model.Checkpoints;
using Nmt.Runs;
using Nmt.Runs.Checkpoints;
using Nmt.Runs.Config;
using static TorchSharp.torch;

namespace Nmt.Training.Tests;

public sealed class TrainerTests
{
    [Fact]
    public void Training_stops_at_the_configured_update_and_validates_there()
    {
        // Given: not a multiple of the 8 updates between validations.
        using var experiment = TinyExperiment.Digits();
        experiment.Training(training => training with { MaxUpdates = 11 });

        // When
        var (outcome, state) = experiment.Train();

        // Then
        Assert.Equal((TrainingOutcome.Completed, 11, 11), (outcome, state.Update, state.ValidatedUpdate));
        Assert.Equal([8, 11], Rows(experiment).Select(row => row.Update));
    }

    // Targets of 1, 2, 4, 8, 16 and 32 words, each pair a batch of its own. Only these six lengths add up to 63, so an epoch of six
    // updates and 63 words, plus an end of sentence each, has seen every pair once.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Training_stops_after_the_configured_epochs_having_seen_every_pair_once_in_each(int epochs)
    {
        // Given
        using var experiment = PowersOfTwo();
        experiment.Training(training => training with { MaxUpdates = 0, MaxEpochs = epochs });

        // When
        var (outcome, state) = experiment.Train();

        // Then
        Assert.Equal(TrainingOutcome.Completed, outcome);
        Assert.Equal((epochs, 0, 6 * epochs, 69 * epochs), (state.Position.Epoch, state.Position.Batch, state.Update, state.Tokens));
    }

    [Fact]
    public void Interrupted_epoch_still_sees_every_pair_once()
    {
        // Given
        using var experiment = PowersOfTwo();
        experiment.Training(training => training with { MaxUpdates = 0, MaxEpochs = 1 });
        var interrupted = experiment.TrainUntil(4);

        // When
        var (_, state) = experiment.Train();

        // Then
        Assert.Equal((0, 4), (interrupted.Position.Epoch, interrupted.Position.Batch));
        Assert.Equal((1, 0, 6, 69), (state.Position.Epoch, state.Position.Batch, state.Update, state.Tokens));
    }

    [Fact]
    public void Training_stops_early_when_validations_no_longer_improve()
    {
        // Given
        using var experiment = Unteachable();

        // When
        var (outcome, state) = experiment.Train();

        // Then
        Assert.Equal((TrainingOutcome.StoppedEarly, 16, 4, 3), (outcome, state.Update, state.BestUpdate, state.ValidationsSinceBest));
        Assert.Equal([true, false, false, false], Rows(experiment).Select(row => row.IsBest));
    }

    [Fact]
    public void Run_that_stopped_early_stays_unchanged_until_its_patience_is_raised()
    {
        // Given
        using var experiment = Unteachable();
        experiment.Train();
        var progress = new ProgressCollector();

        // When
        var (outcome, state) = experiment.Train(progress: progress);
        experiment.Training(training => training with { Patience = 4 });
        var (laterOutcome, later) = experiment.Train();

        // Then
        Assert.Empty(progress.Reports);
        Assert.Equal((TrainingOutcome.StoppedEarly, 16), (outcome, state.Update));
        Assert.Equal((TrainingOutcome.StoppedEarly, 20), (laterOutcome, later.Update));
        Assert.Equal([4, 8, 12, 16, 20], Rows(experiment).Select(row => row.Update));
    }

    [Fact]
    public void Learning_rate_falls_on_a_plateau_and_the_optimizer_steps_with_it()
    {
        // Given: a factor of 0, so that the weights no longer change after the first bad validation, at update 8.
        using var experiment = TinyExperiment.Digits();
        experiment.Training(training => training with
        {
            MaxUpdates = 16,
            ValidateEvery = 4,
            Metric = ValidationMetric.Bleu,
            Optimizer = new OptimizerConfig { Type = OptimizerKind.Sgd, LearningRate = 1e-6 },
            Schedule = new ScheduleConfig { Type = ScheduleKind.Plateau, Factor = 0, Patience = 1, MinLearningRate = 0 },
        });
        var weights = new List<byte[]>();
        var progress = new ProgressCollector(report =>
        {
            // At update 9 the latest checkpoint is that of update 8.
            if (report.Update is 5 or 9 or 13)
            {
                weights.Add(RunFiles.LatestBytes(experiment.Run, "model.safetensors"));
            }
        });

        // When
        experiment.Train(progress: progress);

        // Then
        Assert.Equal([1e-6, 1e-6, 0, 0], Rows(experiment).Select(row => row.LearningRate));
        Assert.Equal(
            [.. Enumerable.Repeat(1e-6, 8), .. Enumerable.Repeat(0.0, 8)], progress.Reports.Select(report => report.LearningRate));
        Assert.NotEqual(weights[0], weights[1]);
        Assert.Equal(weights[1], weights[2]);
    }

    [Fact]
    public void Stop_request_takes_effect_after_the_current_update_and_the_state_is_saved()
    {
        // Given
        using var experiment = TinyExperiment.Digits();

        // When: a stop is requested during update 5; the method checks the outcome.
        var state = experiment.TrainUntil(5);

        // Then
        using var run = experiment.Prepare();
        var progress = new ProgressCollector();
        run.Train(Serilog.Core.Logger.None, progress, validated: null, CancellationToken.None);
        Assert.Equal(0, state.ValidatedUpdate);
        Assert.Equal(6, progress.Reports[0].Update);
    }

    // Decoupled weight decay of 4 at a learning rate of 1 multiplies the weights by -3 in every update, until they are infinite.
    [Fact]
    public void Updates_with_non_finite_losses_are_skipped_then_end_training_and_leave_the_last_checkpoint_before_them()
    {
        // Given
        using var experiment = TinyExperiment.Digits();
        experiment.Training(training => training with
        {
            MaxUpdates = 200,
            CheckpointEvery = 1,
            ValidateEvery = 1000,
            ClipNorm = 0,
            MaxSkippedUpdates = 3,
            Optimizer = new OptimizerConfig { Type = OptimizerKind.AdamW, LearningRate = 1, WeightDecay = 4 },
        });
        var progress = new ProgressCollector();

        // When
        var diverged = Assert.Throws<TrainingDivergedException>(() => experiment.Train(progress: progress));

        // Then
        long last = progress.Reports[^1].Update;
        Assert.Matches($"^the loss of update {last + 1} is (NaN|Infinity): training diverged, 4 updates in a row were not finite", diverged.Message);
        Assert.EndsWith($"update-{last - 3:D8}", RunFiles.Checkpoint(experiment.Run, "latest").TrimEnd('/'), StringComparison.Ordinal);
        using var loaded = TrainedModel.Load(experiment.Run.Path, [], CPU);
        Assert.All(progress.Reports, report => Assert.True(double.IsFinite(report.Loss)));
    }

    [Fact]
    public void Validation_of_a_model_with_non_finite_scores_ends_training_before_anything_is_saved()
    {
        // Given: finite weights so large that their products are not finite.
        using var experiment = TinyExperiment.Digits();
        experiment.Training(training => training with
        {
            ValidateEvery = 1,
            Optimizer = new OptimizerConfig { LearningRate = 1e30 },
        });

        // When
        var diverged = Assert.Throws<TrainingDivergedException>(() => experiment.Train());

        // Then
        Assert.Contains("after update 1 ", diverged.Message, StringComparison.Ordinal);
        Assert.EndsWith(": training diverged; try a lower training.optimizer.learning_rate or training.clip_norm. The last checkpoint is unchanged.", diverged.Message, StringComparison.Ordinal);
        Assert.Throws<CheckpointException>(() => TrainedModel.Load(experiment.Run.Path, [], CPU));
    }

    [Fact]
    public void Every_update_is_reported_in_order_with_values_that_can_be_displayed()
    {
        // Given
        using var experiment = TinyExperiment.Digits();
        experiment.Training(training => training with { LogEvery = 5 });
        var progress = new ProgressCollector();

        // When
        experiment.Train(progress: progress);

        // Then
        Assert.Equal(Enumerable.Range(1, 20).Select(update => (long)update), progress.Reports.Select(report => report.Update));
        Assert.Equal([5, 10, 15, 20], progress.Reports.Where(report => report.IsLogged).Select(report => report.Update));
        Assert.All(progress.Reports, report =>
        {
            Assert.Equal(20, report.Updates);
            Assert.True(report.TimeLeft >= TimeSpan.Zero);
            Assert.True(report.Loss > 0 && report.TokensPerSecond > 0);
        });
        Assert.Equal(TimeSpan.Zero, progress.Reports[^1].TimeLeft);
        Assert.Equal(progress.Reports.Select(report => report.Epoch).Order(), progress.Reports.Select(report => report.Epoch));
    }

    [Fact]
    public void Time_left_is_never_negative_with_a_limit_in_epochs()
    {
        // Given
        using var experiment = PowersOfTwo();
        experiment.Training(training => training with { MaxUpdates = 0, MaxEpochs = 2 });
        var progress = new ProgressCollector();

        // When
        experiment.Train(progress: progress);

        // Then
        Assert.All(progress.Reports, report => Assert.Equal((12, true), (report.Updates, report.TimeLeft >= TimeSpan.Zero)));
    }

    [Fact]
    public void Training_without_a_limit_reports_none()
    {
        // Given
        using var experiment = TinyExperiment.Digits();
        experiment.Training(training => training with { MaxUpdates = 0, MaxEpochs = 0 });
        using var stop = new CancellationTokenSource();
        var progress = new ProgressCollector(_ => stop.Cancel());

        // When
        experiment.Train(progress: progress, cancellation: stop.Token);

        // Then
        var report = Assert.Single(progress.Reports);
        Assert.Equal((null, null), (report.Updates, report.TimeLeft));
    }

    [Fact]
    public void Checkpoint_that_falls_on_the_last_update_is_saved_once()
    {
        // Given: the validation at the end saves update 20 too.
        using var experiment = TinyExperiment.Digits();
        experiment.Training(training => training with { CheckpointEvery = 10, ValidateEvery = 1000 });

        // When
        experiment.Train();

        // Then
        Assert.Equal(
            ["update-00000010", "update-00000020"],
            Directory.GetDirectories(experiment.Run.Checkpoints).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    /// <summary>A learning rate of 0 leaves the weights unchanged, so no validation is better than the first, at update 4.</summary>
    private static TinyExperiment Unteachable()
    {
        var experiment = TinyExperiment.Digits();
        experiment.Training(training => training with
        {
            MaxUpdates = 1000,
            ValidateEvery = 4,
            Patience = 3,
            Metric = ValidationMetric.Loss,
            Optimizer = new OptimizerConfig { Type = OptimizerKind.Sgd, LearningRate = 0 },
        });
        return experiment;
    }

    private static TinyExperiment PowersOfTwo()
    {
        string[] lines = [.. Enumerable.Range(0, 6).Select(power => string.Join(' ', Enumerable.Repeat((power % 3) + 1, 1 << power)))];
        var experiment = new TinyExperiment(new CorpusText(lines, lines), new CorpusText(lines[..2], lines[..2]));
        experiment.Training(training => training with { BatchTokens = 1, ValidateEvery = 100 });
        return experiment;
    }

    private static IReadOnlyList<ValidationRow> Rows(TinyExperiment experiment) =>
        [.. new RunTables(experiment.Run).Validations.Read()];
}
