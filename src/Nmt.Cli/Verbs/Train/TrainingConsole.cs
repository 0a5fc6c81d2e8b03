using System.Globalization;
using Nmt.Cli.Console;
using Nmt.Training;
using Serilog;
using Serilog.Core;
using Serilog.Events;

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

    private readonly LiveLineWriter _error;
    private readonly Logger _log;
    private readonly bool _isQuiet;

    /// <param name="error">Standard error.</param>
    /// <param name="logFile">The log file.</param>
    /// <param name="isQuiet">Whether only warnings and errors are shown.</param>
    public TrainingConsole(LiveLineWriter error, string logFile, bool isQuiet)
    {
        (_error, _isQuiet) = (error, isQuiet);
        _log = new LoggerConfiguration()
            .MinimumLevel.Debug()
            .WriteTo.File(logFile, outputTemplate: FileTemplate, formatProvider: CultureInfo.InvariantCulture)
            .WriteTo.Logger(shown => shown
                .Filter.ByExcluding(entry => entry.Properties.ContainsKey(FileOnly))
                .WriteTo.StandardError(error, isQuiet ? LogEventLevel.Warning : LogEventLevel.Information))
            .CreateLogger();
    }

    public ILogger Log => _log;

    /// <summary>Runs training and shows its progress.</summary>
    public T Watch<T>(Func<IProgress<TrainingProgress>, T> training)
    {
        var lines = new ProgressLines(_log);
        if (_isQuiet || !Terminal.CanErase)
        {
            return training(lines);
        }

        try
        {
            return training(new LiveProgress(_error, () => Terminal.Columns, TimeProvider.System, lines));
        }
        finally
        {
            _error.Clear();
        }
    }

    public void Dispose() => _log.Dispose();
}

/// <summary>The live line of a terminal. Also forwards progress to the permanent log lines.</summary>
/// <param name="error">Standard error.</param>
/// <param name="columns">Width of the terminal.</param>
/// <param name="time">The clock.</param>
/// <param name="lines">The log lines.</param>
internal sealed class LiveProgress(LiveLineWriter error, Func<int> columns, TimeProvider time, IProgress<TrainingProgress> lines)
    : IProgress<TrainingProgress>
{
    /// <summary>Time between two drawings: small models make hundreds of updates per second.</summary>
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(0.1);

    private long? _drawn;

    public void Report(TrainingProgress value)
    {
        lines.Report(value);
        if (_drawn is { } last && time.GetElapsedTime(last) < Interval)
        {
            return;
        }

        _drawn = time.GetTimestamp();
        string text = string.Create(
            CultureInfo.InvariantCulture, $"update {value.Update}  loss {value.Loss:F3}  {value.TokensPerSecond:F0} tokens/s");
        double? share = value.Updates is > 0 and var updates ? (double)value.Update / updates : null;
        error.Show(new LiveState(text, share, value.TimeLeft).ToLine(columns()));
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
