using System.CommandLine;
using System.CommandLine.Invocation;
using System.Globalization;
using Nmt.Cli.Console;
using Nmt.Cli.Options;

namespace Nmt.Cli;

/// <summary>The executable <c>nmt</c>.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
        BundledOpenSsl.UseIfMissing();
        var streams = new StandardStreams();
        return Run(args, streams);
    }

    /// <summary>Runs a command line. Only this method turns exceptions into messages and exit codes.</summary>
    private static int Run(string[] args, StandardStreams streams)
    {
        var commands = CommandTree.Create(streams, args);
        ParseResult parsed;
        try
        {
            parsed = Parse(commands, SwitchValues.Normalize(commands, args));
        }
        catch (UsageException fault)
        {
            return Faults(Parse(commands, args), streams).Report(fault);
        }

        if (UndecodableNames.Find(args) is { Count: > 0 } undecodable)
        {
            return Faults(parsed, streams).Usage(undecodable);
        }

        try
        {
            if (UndecodableNames.WorkingDirectoryWarning() is { } warning)
            {
                streams.Error.WriteLine($"nmt: Warning: {warning}");
            }
        }
        catch (FileNotFoundException)
        {
            return Faults(parsed, streams).Usage(["the working directory no longer exists; change to another folder"]);
        }

        if (parsed.Action is ParseErrorAction && ParseErrors.IsWithoutVerb(parsed))
        {
            // What is missing is in the help.
            return Run([.. args, "--help"], streams);
        }

        if (parsed.Action is ParseErrorAction)
        {
            return Faults(parsed, streams).Usage(ParseErrors.Messages(parsed));
        }

        try
        {
            int code = parsed.Invoke(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                Output = streams.Out,
                // Each verb handles shutdown itself: training saves its state first.
                ProcessTerminationTimeout = null,
            });
            streams.Out.Flush();
            return code;
        }
        catch (Exception fault)
        {
            return Faults(parsed, streams).Report(fault);
        }
    }

    private static ParseResult Parse(Command commands, IReadOnlyList<string> args) =>
        commands.Parse(args, UndecodableNames.CheckResponseFiles(new ParserConfiguration()));

    private static FaultReport Faults(ParseResult parsed, StandardStreams streams) => new(streams.Error, ParseErrors.VerbOf(parsed));
}
