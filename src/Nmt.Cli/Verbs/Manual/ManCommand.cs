using System.CommandLine;
using Nmt.Cli.Console;

namespace Nmt.Cli.Verbs.Manual;

/// <summary><c>nmt man</c>: prints the manual page, which packages install as <c>nmt.1</c>.</summary>
internal static class ManCommand
{
    /// <summary>Creates the command.</summary>
    /// <param name="streams">Where the page goes.</param>
    /// <param name="root">Creates the command tree with all verbs, which the page describes.</param>
    public static Command Create(StandardStreams streams, Func<Command> root)
    {
        var command = new Command("man", "Prints the manual page: nmt man | man -l -");
        command.SetAction(_ =>
        {
            streams.Out.Write(ManualPage.Of(root()));
            return ExitCodes.Success;
        });
        return command;
    }
}
