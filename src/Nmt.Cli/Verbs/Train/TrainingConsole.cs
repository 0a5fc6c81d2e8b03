using System.Globalization;
using Nmt.Cli.Console;
using Nmt.Training;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Spectre.Console;

namespace Nmt.Cli.Verbs.Train;

/// <summary>
/// Shows training progress on stderr: log lines and, on a terminal, one live line below them. The log file gets every line, with
/// timestamps and stack traces.
/// </summary>
internal sealed class TrainingConsole : IDisposable
{
    /// <summary>Property of events that go to the file only.</summary>
    public const string FileOnly = "FileOnly";

    private const string FileTemplate = "{Timestamp:yyyy-MM-dd HH:mm:ss} {Level:u3} {Message:lj}{NewLine}{Exception}";

    private const int DefaultRows = 24;

    private readonly IAnsiConsole _console;
    private readonly Logger _log;
    private readonly bool _isQuiet;

    /// <param name="error">Standard error.</param>
    /// <param name="logFile">The log file.</param>
    /// <param name="isQuiet">Whether only warnings and errors are shown.</param>
    public TrainingConsole(TextWriter error, string logFile, bool isQuiet)
    {
        _isQuiet = isQuiet;
        bool isTerminal = !System.Console.IsErrorRedirected;
        _console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(error),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
        });
        // A terminal of unknown size (a serial line, some containers) reports no rows, and the live line could not be drawn.
        _console.Profile.Height = _console.Profile.Height > 0 ? _console.Profile.Height : DefaultRows;
        var minimum = isQuiet ? LogEventLevel.Warning : LogEventLevel.Information;
        _log = new LoggerConfiguration()
            .MinimumLevel.Debug()
            .WriteTo.File(logFile, outputTemplate: FileTemplate, formatProvider: CultureInfo.InvariantCulture)
            .WriteTo.Logger(shown => shown
                .Filter.ByExcluding(entry => entry.Properties.ContainsKey(FileOnly))
                .WriteTo.Conditional(_ => IsLive, to => to.Terminal(_console, minimum))
                .WriteTo.Conditional(_ => !IsLive, to => to.StandardError(error, minimum)))
            .CreateLogger();
    }

    public ILogger Log => _log;

    private bool IsLive => _console.Profile.Capabilities.Interactive;

    /// <summary>Runs training and shows its progress.</summary>
    public T Watch<T>(Func<IProgress<TrainingProgress>, T> training)
    {
        if (_isQuiet || !IsLive)
        {
            return training(new ProgressLines(_log));
        }

        return _console.Progress()
            .AutoClear(true)
            .Columns(LiveProgress.Columns())
            .Start(context => training(new LiveProgress(context, new ProgressLines(_log))));
    }

    public void Dispose() => _log.Dispose();
}

/// <summary>The live line of a terminal. Also forwards progress to the permanent log lines.</summary>
internal sealed class LiveProgress(ProgressContext context, IProgress<TrainingProgress> lines) : IProgress<TrainingProgress>
{
    private readonly ProgressTask _task = context.AddTask("starting");

    /// <summary>Columns of the line, from left to right.</summary>
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

/// <summary>One log line for each progress report that is due to be logged.</summary>
internal sealed class ProgressLines(ILogger log) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value)
    {
        if (value.IsLogged)
        {
            log.Information(
                "Update {Update} (epoch {Epoch:F2}): loss {Loss:F4}/token, {Speed:F0} tokens/s, {Left:l} left",
                value.Update, value.Epoch, value.Loss, value.TokensPerSecond, Duration.Text(value.TimeLeft));
        }
    }
}

/// <summary>Formats durations for humans.</summary>
internal static class Duration
{
    /// <summary>Formats a time as in <c>2:05:09</c>; <c>?</c> if it is unknown.</summary>
    public static string Text(TimeSpan? time) => time is { } known
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)known.TotalHours}:{known.Minutes:D2}:{known.Seconds:D2}")
        : "?";
}
