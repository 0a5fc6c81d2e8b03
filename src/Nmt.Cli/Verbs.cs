using System.CommandLine;
using Nmt.Cli.Commands;
using Nmt.Cli.Commands.Data;
using Nmt.Cli.Commands.Subwords;

namespace Nmt.Cli;

/// <summary>All that <c>nmt</c> can be asked.</summary>
internal static class Verbs
{
    public static RootCommand Make(StandardStreams streams) => new("Neural machine translation: train, translate, score, look inside.")
    {
        TrainCommand.Make(streams),
        TranslateCommand.Make(streams),
        ScoreCommand.Make(streams),
        AverageCommand.Make(streams),
        InspectCommand.Make(streams),
        BleuCommand.Make(streams),
        AerCommand.Make(streams),
        PlotAttentionCommand.Make(streams),
        SubwordsCommand.Make(streams),
        DataCommand.Make(streams),
    };
}
