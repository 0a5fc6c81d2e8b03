using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace Nmt.Training.Tests;

/// <summary>A log that can be looked at.</summary>
internal sealed class LogCollector : ILogger, ILogEventSink
{
    private readonly List<LogEvent> _events = [];
    private readonly Logger _log;

    public LogCollector() => _log = new LoggerConfiguration().MinimumLevel.Debug().WriteTo.Sink(this).CreateLogger();

    public IReadOnlyList<string> Warnings => [.. _events.Where(entry => entry.Level == LogEventLevel.Warning)
        .Select(entry => entry.RenderMessage(System.Globalization.CultureInfo.InvariantCulture))];

    public void Emit(LogEvent logEvent) => _events.Add(logEvent);

    public void Write(LogEvent logEvent) => _log.Write(logEvent);
}
