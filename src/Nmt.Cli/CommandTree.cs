using System.CommandLine;
using Nmt.Cli.Console;
using Nmt.Cli.Options;
using Nmt.Cli.Verbs;
using Nmt.Cli.Verbs.Attention;
using Nmt.Cli.Verbs.Bleu;
using Nmt.Cli.Verbs.Compare;
using Nmt.Cli.Verbs.Completion;
using Nmt.Cli.Verbs.Data;
using Nmt.Cli.Verbs.Init;
using Nmt.Cli.Verbs.Manual;
using Nmt.Cli.Verbs.Subwords;
using Nmt.Cli.Verbs.Train;

namespace Nmt.Cli;

/// <summary>All commands of <c>nmt</c>.</summary>
internal static class CommandTree
{
    private static readonly Verb[] All =
    [
        new("init", InitCommand.Create),
        new("train", TrainCommand.Create),
        new("translate", TranslateCommand.Create),
        new("score", ScoreCommand.Create),
        new("average", AverageCommand.Create),
        new("quantize", QuantizeCommand.Create),
        new("inspect", InspectCommand.Create),
        new("bleu", BleuCommand.Create),
        new("aer", AerCommand.Create),
        new("compare", CompareCommand.Create),
        new("plot-attention", PlotAttentionCommand.Create),
        new("subwords", SubwordsCommand.Create),
        new("data", DataCommand.Create),
        new("completion", CompletionCommand.Create),
        new("man", streams => ManCommand.Create(streams, () => Create(streams, []))),
    ];

    /// <summary>
    /// Creates the command tree for a command line: only the verb in first position, because creating the options of the others
    /// takes a third of the time of a short call; all verbs if the first argument is anything else, such as <c>--help</c> or an
    /// alias. The help option, whose texts come from resources, is added only when help may be requested.
    /// </summary>
    public static Command Create(StandardStreams streams, IReadOnlyList<string> args)
    {
        var requested = args.Count > 0 ? Array.Find(All, verb => verb.Name == args[0]) : null;
        var root = requested is null || args.Any(MayAskForHelp)
            ? CreateRoot(streams)
            : new Command("nmt");
        foreach (var verb in requested is null ? All : [requested])
        {
            root.Add(verb.Create(streams));
        }

        return root;
    }

    private static RootCommand CreateRoot(StandardStreams streams)
    {
        var root = new RootCommand("Neural machine translation: train, translate, score, inspect.");
        foreach (var version in root.Options.OfType<VersionOption>())
        {
            version.Action = new VersionReport(streams);
        }

        return root;
    }

    // Short options may be bundled, as in -qh.
    private static bool MayAskForHelp(string argument) => argument is "--help" or "/h" or "/?"
        || (argument is ['-', not '-', ..] && argument.AsSpan().ContainsAny('h', '?'));

    private sealed record Verb(string Name, Func<StandardStreams, Command> Create);
}
