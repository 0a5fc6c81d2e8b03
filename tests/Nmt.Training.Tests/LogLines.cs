using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace Nmt.Training.Tests;

/// <summary>Collects log messages.</summary>
internal sealed class LogLines : ILogEventSink
{
    private readonly List<LogEvent> _events = [];

    public LogLines() => Log = new LoggerConfiguration().WriteTo.Sink(this).CreateLogger();

    public ILogger Log { get; }

    public IEnumerable<string> Information => At(LogEventLevel.Information);

    public IEnumerable<string> Warnings => At(LogEventLevel.Warning);

    public void Emit(LogEvent logEvent) => _events.Add(logEvent);

    private IEnumerable<string> At(LogEventLevel level) =>
        _events.Where(entry => entry.Level == level).Select(entry => entry.RenderMessage(System.Globalization.CultureInfo.InvariantCulture).Replace("\"", "", StringComparison.Ordinal));
}
