using System.CommandLine;

namespace Nmt.Cli.Options;

/// <summary>The option <c>--quiet</c>, <c>-q</c>.</summary>
internal static class QuietOption
{
    public static Option<bool> Create(string description = "Show only warnings and errors, and no progress.") =>
        new("--quiet", "-q") { Description = description };
}
