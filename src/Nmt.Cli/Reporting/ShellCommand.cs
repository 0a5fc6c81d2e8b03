namespace Nmt.Cli.Reporting;

/// <summary>A command line as it can be pasted into a shell.</summary>
internal static class ShellCommand
{
    private const string Plain = "_-./=:,+@%^";

    /// <summary>The command of this process, without options that are for a first start only.</summary>
    public static string OfThisProcess(params string[] leftOut) =>
        Text(Environment.GetCommandLineArgs().Skip(1).Where(argument => !leftOut.Contains(argument)));

    /// <summary><c>nmt</c> with arguments, quoted where a shell would read them otherwise.</summary>
    public static string Text(IEnumerable<string> arguments) => string.Join(' ', arguments.Prepend("nmt").Select(Quoted));

    private static string Quoted(string argument) =>
        argument.Length > 0 && argument.All(character => char.IsAsciiLetterOrDigit(character) || Plain.Contains(character, StringComparison.Ordinal))
            ? argument
            : $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
