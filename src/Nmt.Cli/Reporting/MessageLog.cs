using Serilog;
using Serilog.Core;

namespace Nmt.Cli.Reporting;

/// <summary>The log of verbs without a log file: what a person should know, on stderr.</summary>
internal static class MessageLog
{
    public static Logger Make(TextWriter error) =>
        new LoggerConfiguration().MinimumLevel.Information().WriteTo.Sink(new ConsoleSink(error)).CreateLogger();
}
