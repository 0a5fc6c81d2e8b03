using System.Globalization;
using Nmt.Runs.Checkpoints;
using Nmt.Runs.Config;
using Nmt.Search;
using Nmt.Text;
using Nmt.Training;

namespace Nmt.Cli.Console;

/// <summary>Reports errors on stderr and determines the exit code.</summary>
/// <param name="error">Standard error.</param>
/// <param name="verb">The verb that was called, as in <c>nmt train</c>.</param>
internal sealed class FaultReport(TextWriter error, string verb)
{
    /// <summary>EPIPE on Linux and macOS, which .NET passes on unchanged.</summary>
    private const int BrokenPipe = 32;

    /// <summary>Reports wrong usage or configuration: one line per error, then how to get help.</summary>
    public int Usage(IEnumerable<string> messages)
    {
        foreach (string message in messages)
        {
            WriteLines(message);
        }

        error.WriteLine($"Try '{verb} --help'.");
        return ExitCodes.Usage;
    }

    /// <summary>
    /// Loads what reports need, which belongs to several libraries. Called before the tensor library takes the memory that may be missing
    /// when it is needed.
    /// </summary>
    public static void Load() => new FaultReport(TextWriter.Null, "").Report(new OperationCanceledException());

    /// <summary>Reports any exception.</summary>
    public int Report(Exception fault) =>
        ResourceFault.Explain(fault) is { } explanation ? Fail($"nmt: {explanation}", fault) : ReportOther(fault);

    /// <summary>Separate, because running it loads the libraries of the exceptions it knows.</summary>
    private int ReportOther(Exception fault)
    {
        switch (fault)
        {
            case ConfigurationException configuration:
                return Usage(configuration.Errors.Select(entry => entry.ToString()));
            case UsageException or MissingAttentionException:
                return Usage([fault.Message]);
            case DataException or CheckpointException or NonFiniteScoreException:
                WriteLines(fault.Message);
                return ExitCodes.BadData;
            case OperationCanceledException:
                error.WriteLine("nmt: interrupted");
                return ExitCodes.Interrupted;
            case TrainingDivergedException or BatchTooLargeException:
                error.WriteLine($"nmt: {fault.Message}");
                return ExitCodes.Failure;
            case DllNotFoundException when OutOfMemory.IsCauseOf(fault):
                return Fail("nmt: not enough memory to load the tensor library: raise the limit of the process (ulimit -v)", fault);
            case Exception when OutOfMemory.IsCauseOf(fault):
                return Fail($"nmt: not enough memory: {FirstLine(fault.GetBaseException().Message)}", fault);
            case IOException { HResult: BrokenPipe }:
                // Silent, like cat when head closes the pipe.
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

    /// <summary>Writes each line of a message as a separate message.</summary>
    private void WriteLines(string message)
    {
        foreach (string line in message.Split('\n'))
        {
            error.WriteLine($"nmt: {line}");
        }
    }

    private static string FirstLine(string text) => text.Split('\n')[0];

    /// <summary>Writes the stack trace to a file: it is for developers, and stderr is for the user.</summary>
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
            // If the file cannot be written, the stack trace must not be lost.
            error.WriteLine(fault);
        }
    }
}
