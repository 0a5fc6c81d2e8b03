using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Nmt.Runs.Checkpoints;
using Nmt.Runs.Config;
using Nmt.Search;
using Nmt.Text;
using Nmt.Training;

namespace Nmt.Cli.Console;

/// <summary>Says on stderr what went wrong, and what the exit code is.</summary>
/// <param name="error">Standard error.</param>
/// <param name="verb">What was called, as in <c>nmt train</c>.</param>
internal sealed class FaultReport(TextWriter error, string verb)
{
    /// <summary>EPIPE of Linux and macOS, which .NET hands on as it is.</summary>
    private const int BrokenPipe = 32;

    /// <summary>Wrong usage or configuration: every error on a line of its own, then where help is.</summary>
    public int Usage(IEnumerable<string> messages)
    {
        foreach (string message in messages)
        {
            Say(message);
        }

        error.WriteLine($"Try '{verb} --help'.");
        return ExitCodes.Usage;
    }

    /// <summary>Any other fault.</summary>
    public int Report(Exception fault)
    {
        switch (fault)
        {
            case ConfigurationException configuration:
                return Usage(configuration.Errors.Select(entry => entry.ToString()));
            case UsageException:
                return Usage([fault.Message]);
            case DataException or CheckpointException or NonFiniteScoreException:
                Say(fault.Message);
                return ExitCodes.BadData;
            case OperationCanceledException:
                error.WriteLine("nmt: interrupted");
                return ExitCodes.Interrupted;
            case TrainingDivergedException or BatchTooLargeException:
                error.WriteLine($"nmt: {fault.Message}");
                return ExitCodes.Failure;
            case DllNotFoundException when OutOfMemory.IsCauseOf(fault):
                return Fail("nmt: not enough memory for the tensor library: allow the process more (ulimit -v)", fault);
            case Exception when OutOfMemory.IsCauseOf(fault):
                return Fail($"nmt: not enough memory: {FirstLine(fault.GetBaseException().Message)}", fault);
            case IOException { HResult: BrokenPipe }:
                // As quiet as cat is when head has seen enough.
                return ExitCodes.BrokenPipe;
            case IOException or UnauthorizedAccessException:
                return Fail($"nmt: {fault.Message}", fault);
            case DllNotFoundException:
                return Fail($"nmt: the tensor library cannot be loaded: {FirstLine(fault.Message)}", fault);
            default:
                return Fail($"nmt: internal error: {FirstLine(fault.Message)}", fault);
        }
    }

    private int Fail(string message, Exception fault)
    {
        error.WriteLine(message);
        WriteStack(fault);
        return ExitCodes.Failure;
    }

    /// <summary>A message of several lines is several messages.</summary>
    private void Say(string message)
    {
        foreach (string line in message.Split('\n'))
        {
            error.WriteLine($"nmt: {line}");
        }
    }

    private static string FirstLine(string text) => text.Split('\n')[0];

    /// <summary>The stack goes to a file: it is for us, and stderr is for the user.</summary>
    private void WriteStack(Exception fault)
    {
        string path = Path.Combine(
            Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"nmt-error-{Environment.ProcessId}.log"));
        try
        {
            File.WriteAllText(path, fault + "\n");
            error.WriteLine($"nmt: details are in {path}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Without a place for the file the stack still must not be lost.
            error.WriteLine(fault);
        }
    }
}

/// <summary>What is wrong with a command line, each message on one line.</summary>
internal static class ParseErrors
{
    /// <summary>The verb that was called, as in <c>nmt data check</c>.</summary>
    public static string VerbOf(ParseResult parsed) => Name(parsed.CommandResult);

    public static IEnumerable<string> Messages(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        if (command.Subcommands.Count == 0)
        {
            return parsed.Errors.Select(error => string.Join(' ', error.Message.Split(['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries)));
        }

        // Without a verb nothing else can be understood: what follows it would only be called unknown, word for word.
        string verbs = string.Join(", ", command.Subcommands.Select(verb => verb.Name));
        return [parsed.UnmatchedTokens.Count == 0
            ? $"expected a verb: {verbs}"
            : $"unknown {(parsed.UnmatchedTokens[0].StartsWith('-') ? "option" : "verb")} '{parsed.UnmatchedTokens[0]}'; verbs are {verbs}"];
    }

    private static string Name(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{Name(parent)} {result.Command.Name}" : "nmt";
}
