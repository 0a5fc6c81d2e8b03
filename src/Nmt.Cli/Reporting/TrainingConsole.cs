using System.Globalization;
using Nmt.Training;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Spectre.Console;

namespace Nmt.Cli.Reporting;

/// <summary>
/// What a person sees of a training, all on stderr: log lines, and on a terminal one live line below them. The log file gets
/// every line, with times and stacks.
/// </summary>
internal sealed class TrainingConsole : IDisposable
{
    /// <summary>Property of events that only the file wants.</summary>
    public const string FileOnly = "FileOnly";

    private const string FileTemplate = "{Timestamp:yyyy-MM-dd HH:mm:ss} {Level:u3} {Message:lj}{NewLine}{Exception}";

    private const int UsualRows = 24;

    private readonly IAnsiConsole _console;
    private readonly Logger _log;
    private readonly bool _isQuiet;

    /// <param name="error">Standard error.</param>
    /// <param name="logFile">The log file.</param>
    /// <param name="isQuiet">Whether only warnings and errors are shown.</param>
    public TrainingConsole(TextWriter error, string logFile, bool isQuiet)
    {
        _isQuiet = isQuiet;
        bool isTerminal = !Console.IsErrorRedirected;
        _console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(error),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
        });
        // A terminal that does not know its size has no rows (a serial line, some containers), which the live line cannot be drawn in.
        _console.Profile.Height = _console.Profile.Height > 0 ? _console.Profile.Height : UsualRows;
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

    /// <summary>Runs a training and shows where it is.</summary>
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
