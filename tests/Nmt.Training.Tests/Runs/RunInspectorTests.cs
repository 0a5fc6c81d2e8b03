using Nmt.Model.Checkpoints;
using Nmt.Runs;

namespace Nmt.Training.Tests.Runs;

public sealed class RunInspectorTests : IDisposable
{
    private readonly TinyExperiment _experiment = TinyExperiment.Digits();

    public void Dispose() => _experiment.Dispose();

    [Theory]
    [InlineData("dropout: 0.1", "dropout: 0.2")]
    [InlineData("beam_size: 1", "beam_size: 2")]
    [InlineData("seed: 1", "seed: 1 ")]
    public void Altered_config_is_a_fault(string written, string altered)
    {
        // Given
        _experiment.Train();
        Assert.Empty(Faults());
        string text = File.ReadAllText(_experiment.Run.Config);
        Assert.Contains(written, text, StringComparison.Ordinal);
        File.WriteAllText(_experiment.Run.Config, text.Replace(written, altered, StringComparison.Ordinal));

        // When, Then
        Assert.Equal(
            $"{_experiment.Run.Config}: the checksum differs from the one that training recorded: the file was changed after it was written",
            Assert.Single(Faults()));
    }

    [Fact]
    public void Run_that_continued_with_another_limit_is_intact()
    {
        // Given
        _experiment.Train();
        _experiment.Training(training => training with { MaxUpdates = 24 });

        // When
        _experiment.Train();

        // Then
        Assert.Empty(Faults());
    }

    [Fact]
    public void Averaged_run_records_the_checksum_of_its_config()
    {
        // Given
        _experiment.Train();
        var output = _experiment.InFolder("average");
        AveragedRun.Write(_experiment.Run, new CheckpointChoice(_experiment.Run).Last(2), output);
        Assert.Empty(new RunInspector(output).Inspect().Faults);

        // When
        File.AppendAllText(output.Config, "# mine\n");

        // Then
        Assert.StartsWith(output.Config, Assert.Single(new RunInspector(output).Inspect().Faults), StringComparison.Ordinal);
    }

    private IReadOnlyList<string> Faults() => new RunInspector(_experiment.Run).Inspect().Faults;
}
