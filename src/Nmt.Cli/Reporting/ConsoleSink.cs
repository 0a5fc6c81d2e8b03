using System.Globalization;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Display;
using Spectre.Console;

namespace Nmt.Cli.Reporting;

/// <summary>Log lines on stderr, through the console that may be drawing a live line, so that neither tears the other.</summary>
/// <param name="error">Where lines go.</param>
/// <param name="live">A terminal's console on the same stream; none where nothing is drawn.</param>
internal sealed class ConsoleSink(TextWriter error, IAnsiConsole? live = null) : ILogEventSink
{
    // Literally: quotation marks around texts are for logs that machines read.
    private static readonly MessageTemplateTextFormatter Message = new("{Message:lj}", CultureInfo.InvariantCulture);

    public void Emit(LogEvent logEvent)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        Message.Format(logEvent, text);
        string prefix = logEvent.Level >= LogEventLevel.Warning ? $"nmt: {logEvent.Level}: " : "";
        string line = prefix + text;
        if (live is { Profile.Capabilities.Interactive: true })
        {
            live.WriteLine(line);
        }
        else
        {
            // Not through Spectre, which would wrap long lines at 80 columns where there is no terminal.
            error.WriteLine(line);
        }
    }
}
