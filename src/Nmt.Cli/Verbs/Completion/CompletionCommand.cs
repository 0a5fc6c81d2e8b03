using System.CommandLine;
using Nmt.Cli.Console;

namespace Nmt.Cli.Verbs.Completion;

/// <summary><c>nmt completion</c>: scripts that let a shell complete the command lines of nmt.</summary>
/// <remarks>The scripts ask nmt itself, with System.CommandLine's directive <c>[suggest:POSITION]</c>, and so know every verb and option.</remarks>
internal static class CompletionCommand
{
    private static readonly string[] Shells = ["bash", "zsh", "fish", "pwsh"];

    public static Command Create(StandardStreams streams)
    {
        var shell = new Argument<string>("SHELL") { Description = $"The shell: {string.Join(", ", Shells)}." };
        shell.CompletionSources.Add(Shells);
        shell.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !Shells.Contains(result.Tokens[0].Value))
            {
                result.AddError($"expected one of {string.Join(", ", Shells)}; got '{result.Tokens[0].Value}'");
            }
        });
        var command = new Command("completion", "Prints a script that completes command lines of nmt in a shell.") { shell };
        command.SetAction(parsed =>
        {
            using var script = new StreamReader(Open(parsed.GetRequiredValue(shell)));
            streams.Out.Write(script.ReadToEnd());
            return ExitCodes.Success;
        });
        return command;
    }

    private static Stream Open(string shell) => typeof(CompletionCommand).Assembly.GetManifestResourceStream($"completion.{shell}")
        ?? throw new InvalidOperationException($"the script for {shell} is missing from the program");
}
