using System.CommandLine;
using System.CommandLine.Invocation;
using System.Globalization;
using Nmt.Cli.Reporting;

namespace Nmt.Cli;

/// <summary>The executable <c>nmt</c>.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        var streams = new StandardStreams();
        return Run(args, streams);
    }

    /// <summary>The one place where exceptions become messages and exit codes.</summary>
    private static int Run(string[] args, StandardStreams streams)
    {
        var parsed = Verbs.Make(streams, args).Parse(args);
        var faults = new FaultReport(streams.Error, ParseErrors.VerbOf(parsed));
        if (parsed.Action is ParseErrorAction)
        {
            return faults.Usage(ParseErrors.Messages(parsed));
        }

        try
        {
            int code = parsed.Invoke(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                Output = streams.Out,
                Error = streams.Error,
                // Each verb decides how it stops: training saves its state first.
                ProcessTerminationTimeout = null,
            });
            streams.Out.Flush();
            return code;
        }
        catch (Exception fault)
        {
            return faults.Report(fault);
        }
    }
}
