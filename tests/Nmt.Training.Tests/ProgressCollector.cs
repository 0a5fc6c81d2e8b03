namespace Nmt.Training.Tests;

/// <summary>Keeps all reports, and may do something at each.</summary>
internal sealed class ProgressCollector(Action<TrainingProgress>? then = null) : IProgress<TrainingProgress>
{
    public List<TrainingProgress> Reports { get; } = [];

    public void Report(TrainingProgress value)
    {
        Reports.Add(value);
        then?.Invoke(value);
    }
}
