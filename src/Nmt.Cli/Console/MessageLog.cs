using System.Globalization;
using Serilog;
using Serilog.Configuration;
using Serilog.Core;
using Serilog.Events;
using Serilog.Sinks.SystemConsole.Themes;

namespace Nmt.Cli.Console;

/// <summary>Log lines on standard error: plain messages, but warnings and errors prefixed with the program's name and their level.</summary>
internal static class MessageLog
{
    // Literal (l): quotation marks around strings are for machine-readable logs.
    private const string Message = "{Message:lj}";
    private const string Problem = "nmt: {Level}: {Message:lj}";

    /// <summary>Creates the log of verbs without a log file.</summary>
    /// <param name="error">Standard error.</param>
    /// <param name="isQuiet">Whether only warnings and errors are shown.</param>
    public static Logger Create(TextWriter error, bool isQuiet = false) => new LoggerConfiguration()
        .MinimumLevel.Information().WriteTo.StandardError(error, isQuiet ? LogEventLevel.Warning : LogEventLevel.Information).CreateLogger();

    /// <summary>Writes lines to standard error.</summary>
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
}
