using System.CommandLine;
using Nmt.Cli.Console;

namespace Nmt.Cli.Options;

/// <summary>Input files named on the command line.</summary>
internal static class InputFiles
{
    /// <summary>Creates an argument for files that rejects misspelled options instead of treating them as file names.</summary>
    public static Argument<string[]> CreateArgument(string name, string description, ArgumentArity arity)
    {
        var argument = new Argument<string[]>(name) { Description = description, Arity = arity };
        argument.Validators.Add(result =>
        {
            foreach (string value in result.Tokens.Select(token => token.Value))
            {
                if (value == "-" && !File.Exists(value))
                {
                    result.AddError("'-' is not a file; nmt reads standard input only where no file is named");
                }
                else if (value.StartsWith('-') && !File.Exists(value))
                {
                    result.AddError($"unknown option '{value}'");
                }
            }
        });
        return argument;
    }

    /// <summary>Reports all missing files at once, before any work begins.</summary>
    /// <exception cref="UsageException">When one is missing.</exception>
    public static void ThrowIfMissing(IEnumerable<string> paths)
    {
        string[] missing = [.. paths.Where(path => !File.Exists(path)).Select(path => $"file not found: {path}")];
        if (missing.Length > 0)
        {
            throw new UsageException(string.Join('\n', missing));
        }
    }
}
