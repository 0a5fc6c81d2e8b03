namespace Nmt.Training.Tests;

/// <summary>Collects all reports, and optionally runs an action for each.</summary>
internal sealed class ProgressCollector(Action<TrainingProgress>? then = null) : IProgress<TrainingProgress>
{
    public List<TrainingProgress> Reports { get; } = [];

    public void Report(TrainingProgress value)
    {
        Reports.Add(value);
        then?.Invoke(value);
    }
}
