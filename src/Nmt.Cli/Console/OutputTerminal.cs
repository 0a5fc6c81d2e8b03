using Spectre.Console;

namespace Nmt.Cli.Console;

/// <summary>The terminal of standard output.</summary>
internal static class OutputTerminal
{
    /// <summary>The width of a terminal that does not tell it, and of files and pipes.</summary>
    public const int DefaultColumns = 80;

    private static readonly Lazy<IAnsiConsole> Ansi = new(() => AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(System.Console.Out) }));

    /// <summary>Its width at this moment.</summary>
    public static int Columns => !System.Console.IsOutputRedirected && Ansi.Value.Profile.Width is > 0 and var columns ? columns : DefaultColumns;

    /// <summary>Its colours; none if standard output is not a terminal, or the environment has <c>NO_COLOR</c>.</summary>
    public static ColorSystem Colours =>
        System.Console.IsOutputRedirected || !Ansi.Value.Profile.Capabilities.Ansi ? ColorSystem.NoColors : Ansi.Value.Profile.Capabilities.ColorSystem;
}
