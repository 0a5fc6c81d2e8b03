using System.CommandLine;
using Nmt.Cli.Commands;
using Nmt.Cli.Commands.Data;
using Nmt.Cli.Commands.Subwords;
using Nmt.Cli.Reporting;
using Nmt.Cli.Verbs;
using Nmt.Cli.Verbs.Bleu;

namespace Nmt.Cli;

/// <summary>All that <c>nmt</c> can be asked.</summary>
internal static class CommandTree
{
    private static readonly Verb[] All =
    [
        new("train", TrainCommand.Make),
        new("translate", TranslateCommand.Make),
        new("score", ScoreCommand.Make),
        new("average", AverageCommand.Make),
        new("inspect", InspectCommand.Make),
        new("bleu", BleuCommand.Create),
        new("aer", AerCommand.Create),
        new("plot-attention", PlotAttentionCommand.Make),
        new("subwords", SubwordsCommand.Make),
        new("data", DataCommand.Make),
    ];

    /// <summary>
    /// The tree of commands for a command line: only the verb that it begins with, for the options of all the others take a
    /// third of the time of a short call; every verb where it begins with anything else, such as <c>--help</c> or an alias.
    /// The option for help, whose words come out of resources, is there only where it may be asked for.
    /// </summary>
    public static Command Create(StandardStreams streams, IReadOnlyList<string> args)
    {
        var wanted = args.Count > 0 ? Array.Find(All, verb => verb.Name == args[0]) : null;
        var root = wanted is null || args.Any(MayAskForHelp)
            ? MakeRoot(streams)
            : new Command("nmt");
        foreach (var verb in wanted is null ? All : [wanted])
        {
            root.Add(verb.Make(streams));
        }

        return root;
    }

    private static RootCommand MakeRoot(StandardStreams streams)
    {
        var root = new RootCommand("Neural machine translation: train, translate, score, look inside.");
        foreach (var version in root.Options.OfType<VersionOption>())
        {
            version.Action = new VersionReport(streams);
        }

        return root;
    }

    // Short options may be bundled, as in -qh.
    private static bool MayAskForHelp(string argument) => argument is "--help" or "/h" or "/?"
        || (argument is ['-', not '-', ..] && argument.AsSpan().ContainsAny('h', '?'));

    private sealed record Verb(string Name, Func<StandardStreams, Command> Make);
}
