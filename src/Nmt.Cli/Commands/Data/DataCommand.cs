using System.CommandLine;

namespace Nmt.Cli.Commands.Data;

/// <summary><c>nmt data</c>: what concerns corpora and needs no model.</summary>
internal static class DataCommand
{
    public static Command Make(StandardStreams streams) => new("data", "Looks into parallel text before anything is trained on it.")
    {
        DataCheckCommand.Make(streams),
    };
}
