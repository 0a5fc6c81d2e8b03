using System.Globalization;
using Serilog.Core;
using Serilog.Events;
using Spectre.Console;

namespace Nmt.Cli.Reporting;

/// <summary>Log lines on stderr, through the console that may be drawing a live line, so that neither tears the other.</summary>
internal sealed class ConsoleSink(IAnsiConsole console, TextWriter plain) : ILogEventSink
{
    public void Emit(LogEvent logEvent)
    {
        string prefix = logEvent.Level >= LogEventLevel.Warning ? $"nmt: {logEvent.Level}: " : "";
        string line = prefix + logEvent.RenderMessage(CultureInfo.InvariantCulture);
        if (console.Profile.Capabilities.Interactive)
        {
            console.WriteLine(line);
        }
        else
        {
            // Not through Spectre, which would wrap long lines at 80 columns where there is no terminal.
            plain.WriteLine(line);
        }
    }
}
