using Serilog;
using Serilog.Core;
using Serilog.Events;
using Spectre.Console;

namespace Nmt.Cli.Reporting;

/// <summary>The log of verbs without a log file: what a person should know, on stderr.</summary>
internal static class MessageLog
{
    public static Logger Make(TextWriter error)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(error), Ansi = AnsiSupport.No, Interactive = InteractionSupport.No,
        });
        return new LoggerConfiguration()
            .MinimumLevel.Information()
            .WriteTo.Sink(new ConsoleSink(console, error), LogEventLevel.Information)
            .CreateLogger();
    }
}
