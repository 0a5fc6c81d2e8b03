using System.Globalization;
using Serilog;
using Serilog.Configuration;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Display;
using Serilog.Sinks.SystemConsole.Themes;
using Spectre.Console;

namespace Nmt.Cli.Console;

/// <summary>Log lines on standard error: plain messages, but warnings and errors prefixed with the program's name and their level.</summary>
internal static class MessageLog
{
    // Literal (l): quotation marks around strings are for machine-readable logs.
    private const string Message = "{Message:lj}";
    private const string Problem = "nmt: {Level}: {Message:lj}";

    /// <summary>Creates the log of verbs without a log file.</summary>
    /// <param name="error">Standard error.</param>
    public static Logger Create(TextWriter error) =>
        new LoggerConfiguration().MinimumLevel.Information().WriteTo.StandardError(error, LogEventLevel.Information).CreateLogger();

    /// <summary>Writes lines to standard error when no live line is drawn.</summary>
    public static LoggerConfiguration StandardError(this LoggerSinkConfiguration to, TextWriter error, LogEventLevel minimumLevel)
    {
        // The sink writes to the console's own standard error, which is not always UTF-8 and does not handle a closed stream.
        System.Console.SetError(error);
        LoggerConfiguration Write(LoggerSinkConfiguration sink, string template, LogEventLevel minimum) => sink.Console(
            minimum, template + "{NewLine}", CultureInfo.InvariantCulture, standardErrorFromLevel: LevelAlias.Minimum, theme: ConsoleTheme.None);
        return to.Logger(lines =>
        {
            lines.MinimumLevel.Verbose();
            Write(lines.WriteTo, Problem, LogEventLevel.Warning);
            lines.WriteTo.Logger(plain => Write(
                plain.MinimumLevel.Verbose().Filter.ByIncludingOnly(entry => entry.Level < LogEventLevel.Warning).WriteTo, Message, LevelAlias.Minimum));
        }, minimumLevel);
    }

    /// <summary>Writes lines above the live line of a terminal, so that they do not garble each other.</summary>
    public static LoggerConfiguration Terminal(this LoggerSinkConfiguration to, IAnsiConsole console, LogEventLevel minimumLevel) =>
        to.Sink(new TerminalSink(console), minimumLevel);

    private sealed class TerminalSink(IAnsiConsole console) : ILogEventSink
    {
        private static readonly MessageTemplateTextFormatter Plain = new(Message, CultureInfo.InvariantCulture);
        private static readonly MessageTemplateTextFormatter Prefixed = new(Problem, CultureInfo.InvariantCulture);

        public void Emit(LogEvent logEvent)
        {
            using var text = new StringWriter(CultureInfo.InvariantCulture);
            (logEvent.Level >= LogEventLevel.Warning ? Prefixed : Plain).Format(logEvent, text);
            console.WriteLine(text.ToString());
        }
    }
}
