using Nmt.Runs;
using Nmt.Training.DryRuns;
using Serilog.Core;
using static TorchSharp.torch;

namespace Nmt.Training.Tests.DryRuns;

public sealed class RehearsalTests
{
    [Fact]
    public void Forecast_of_a_new_run_is_what_the_run_then_does()
    {
        // Given: more updates than a rehearsal makes.
        using var experiment = TinyExperiment.Digits(pairs: 400);
        experiment.Training(training => training with { MaxUpdates = 310, ValidateEvery = 145 });

        // When
        var forecast = Rehearse(experiment);
        bool hasWritten = Directory.Exists(experiment.Run.Path);
        var (_, state) = experiment.Train();

        // Then
        Assert.False(hasWritten);
        Assert.Equal((TrainingOutcome.Interrupted, 0, 310), (forecast.Outcome, forecast.FirstUpdate, forecast.Time!.LastUpdate));
        Assert.Equal(state.Position.EpochProgress, forecast.Time.Epochs, 0.1);
        Assert.Equal(new RunTables(experiment.Run).Validations.Read().Count(), forecast.Time.Validations);
        Assert.Equal(400, forecast.Data.Counts!.Pairs);
        Assert.True(forecast.Data.IsWholeEpoch);
        using var session = experiment.Prepare();
        Assert.Equal(session.Parameters, forecast.Parameters.Sum(part => part.Parameters));
        Assert.All(
            [forecast.Speed!.TokensPerSecond, forecast.ValidationSeconds!.Value, forecast.Saving!.Seconds, forecast.Time.TotalSeconds],
            seconds => Assert.True(seconds > 0));
        // state.json is a few bytes longer or shorter.
        long bytes = new DirectoryInfo(RunFiles.Checkpoint(experiment.Run, "latest")).EnumerateFiles().Sum(file => file.Length);
        Assert.InRange(forecast.Saving.Bytes, bytes - 1000, bytes + 1000);
    }

    [Fact]
    public void Run_that_would_resume_stays_as_it_is()
    {
        // Given
        using var experiment = TinyExperiment.Digits();
        experiment.Training(training => training with { MaxUpdates = 300, ValidateEvery = 10 });
        experiment.TrainUntil(15);
        var before = Contents(experiment.Run);

        // When
        var forecast = Rehearse(experiment);

        // Then
        Assert.Equal(before, Contents(experiment.Run));
        Assert.Equal((15, 300, 29), (forecast.FirstUpdate, forecast.Plan.LastUpdate, forecast.Time!.Validations));
    }

    [Fact]
    public void Finished_run_has_nothing_left()
    {
        // Given
        using var experiment = TinyExperiment.Digits();
        experiment.Train();
        var before = Contents(experiment.Run);

        // When
        var forecast = Rehearse(experiment);

        // Then
        Assert.Equal(before, Contents(experiment.Run));
        Assert.Equal((TrainingOutcome.Completed, 20, 20), (forecast.Outcome, forecast.FirstUpdate, forecast.Plan.LastUpdate));
        Assert.Null(forecast.Time);
    }

    [Fact]
    public void Run_of_a_few_updates_is_measured_by_all_of_them()
    {
        // Given
        using var experiment = TinyExperiment.Digits();
        experiment.Training(training => training with { MaxUpdates = 4 });

        // When
        var forecast = Rehearse(experiment);

        // Then
        Assert.Equal((TrainingOutcome.Completed, 3, 4), (forecast.Outcome, forecast.Speed!.Updates, forecast.Time!.LastUpdate));
        Assert.Null(forecast.Saving);
    }

    [Fact]
    public void Cancelled_rehearsal_leaves_nothing_behind()
    {
        // Given
        using var experiment = TinyExperiment.Digits();
        using var stop = new CancellationTokenSource();
        var scratch = ScratchRun.Of(experiment.Run);
        using (scratch)
        using (var session = experiment.Prepare(scratch.Folder))
        {
            stop.Cancel();

            // When
            Assert.ThrowsAny<OperationCanceledException>(() => new Rehearsal(experiment.Config, TimeProvider.System).Run(session, Logger.None, stop.Token));
        }

        // Then
        Assert.False(Directory.Exists(scratch.Folder.Path));
        Assert.False(Directory.Exists(experiment.Run.Path));
    }

    private static TrainingForecast Rehearse(TinyExperiment experiment)
    {
        using var scratch = ScratchRun.Of(experiment.Run);
        using var session = TrainingSession.Open(experiment.Config, scratch.Folder, CPU, Logger.None, CancellationToken.None);
        return new Rehearsal(experiment.Config, TimeProvider.System).Run(session, Logger.None, CancellationToken.None);
    }

    private static SortedDictionary<string, string> Contents(RunFolder run) => new(
        Directory.EnumerateFiles(run.Path, "*", SearchOption.AllDirectories)
            .ToDictionary(file => file, file => $"{File.GetLastWriteTimeUtc(file):O} {Convert.ToHexString(File.ReadAllBytes(file))}"));
}
