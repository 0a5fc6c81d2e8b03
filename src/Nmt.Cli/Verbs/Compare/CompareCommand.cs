using System.CommandLine;
using Nmt.Cli.Console;
using Nmt.Cli.Options;
using Nmt.Cli.Output;

namespace Nmt.Cli.Verbs.Compare;

/// <summary><c>nmt compare</c>: translates one test set with several runs and compares them.</summary>
internal static class CompareCommand
{
    public static Command Create(StandardStreams streams)
    {
        var flags = new CompareFlags();
        var command = new Command(
            "compare", "Compares runs on a test set: BLEU, chrF and TER with significance, BLEU by source length, alignment error rate, training time.");
        flags.AddTo(command);
        command.SetAction(parsed =>
        {
            var request = flags.Read(parsed);
            var runs = ComparableRun.OpenAll(request);
            var test = TestSet.Read(request, runs);
            flags.WarnIgnored(new IgnoredOptions(parsed, streams.Error), test);
            using var log = MessageLog.Create(streams.Error, request.IsQuiet);
            var translated = new RunTranslator(request, test, streams, log).TranslateAll(runs);
            var comparison = RunComparison.Create(test, translated, [.. runs.Select(run => run.Config)], request);
            using var output = ResultFile.Open(request.Output, streams.Out);
            Write(comparison, request, output.Writer);
            output.Complete();
            return ExitCodes.Success;
        });
        return command;
    }

    private static void Write(RunComparison comparison, CompareRequest request, TextWriter output)
    {
        switch (request.Format)
        {
            case CompareFormat.Csv:
                ComparisonCsv.Write(comparison, output);
                break;
            case CompareFormat.Json:
                ComparisonJson.Write(comparison, output);
                break;
            case CompareFormat.Html:
                ComparisonHtml.Write(comparison, output);
                break;
            default:
                bool isTerminal = request.Output is null && !System.Console.IsOutputRedirected;
                output.Write($"{ComparisonTables.Summary(comparison)}\n\n");
                new TextTableWriter(output, isTerminal).Write(ComparisonTables.Create(comparison));
                break;
        }
    }
}
