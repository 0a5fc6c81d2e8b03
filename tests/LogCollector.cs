using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace Nmt.TestKit;

/// <summary>A log that can be looked at; compiled into the projects whose tests need it, so that the others do without Serilog.</summary>
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
