using System.Globalization;
using Nmt.Training;
using Spectre.Console;

namespace Nmt.Cli.Reporting;

/// <summary>The live line of a terminal; what is to stay goes to the lines too.</summary>
internal sealed class LiveProgress(ProgressContext context, IProgress<TrainingProgress> lines) : IProgress<TrainingProgress>
{
    private readonly ProgressTask _task = context.AddTask("starting");

    /// <summary>What the line shows, from left to right.</summary>
    public static ProgressColumn[] Columns() =>
        [new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn()];

    public void Report(TrainingProgress value)
    {
        lines.Report(value);
        _task.IsIndeterminate = value.Updates is null;
        _task.MaxValue = value.Updates ?? 1;
        _task.Value = value.Updates is null ? 0 : value.Update;
        _task.Description = string.Create(
            CultureInfo.InvariantCulture,
            $"update {value.Update}  loss {value.Loss:F3}  {value.TokensPerSecond:F0} tokens/s  {Duration.Text(value.TimeLeft)} left");
    }
}
