using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Nmt.Cli;

/// <summary>The process's streams as results need them: UTF-8 without a byte-order mark, lines that end in a line feed.</summary>
internal sealed class StandardStreams
{
    private const int InputHandle = 0;
    private const int OutputHandle = 1;
    private const int ErrorHandle = 2;

    private const string ClosedInput = "standard input is closed; name a file, or redirect one or a pipe to it";
    private const string ClosedOutput = "standard output is closed; redirect it to a file or a pipe";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private static readonly bool HasInput = InheritedHandle.IsOpen(InputHandle);
    private static readonly bool HasOutput = InheritedHandle.IsOpen(OutputHandle);
    private static readonly bool HasError = InheritedHandle.IsOpen(ErrorHandle);

    private Stream? _in;
    private Stream? _outBytes;
    private TextWriter? _error;

    /// <summary>Standard input, undecoded: whoever reads it checks its UTF-8.</summary>
    public Stream In => _in ??= HasInput ? Console.OpenStandardInput() : new ClosedStream(ClosedInput);

    /// <summary>Results.</summary>
    public TextWriter Out { get; } = new StreamWriter(OpenOutput(), Utf8) { NewLine = "\n", AutoFlush = false };

    /// <summary>Results that are bytes already; use this or <see cref="Out"/>.</summary>
    public Stream OutBytes => _outBytes ??= OpenOutput();

    /// <summary>Everything for people, if any of them listens.</summary>
    public TextWriter Error => _error ??=
        new StreamWriter(HasError ? Console.OpenStandardError() : Stream.Null, Utf8) { NewLine = "\n", AutoFlush = true };

    /// <summary>Standard input as a file, from where it stands; null where it is a pipe or a terminal.</summary>
    /// <remarks>Reading it moves neither itself nor <see cref="In"/>, whose place the shell shares.</remarks>
    /// <exception cref="UsageException">When it is closed.</exception>
    public static Stream? OpenInputFile() =>
        HasInput ? OpenSeekable(InputHandle, FileAccess.Read) : throw new UsageException(ClosedInput);

    /// <summary>To be called by who will write results, before work begins that would be for nothing.</summary>
    /// <exception cref="UsageException">When standard output is closed.</exception>
    public static void RequireOutput()
    {
        if (!HasOutput)
        {
            throw new UsageException(ClosedOutput);
        }
    }

    /// <summary>
    /// A pipe is written to as a file is: the console's own stream would hide that nobody reads it any more, and all of a
    /// large input would be worked on for nothing. A real file is left to the console's stream, which moves the place that
    /// several programs of a shell group share.
    /// </summary>
    private static Stream OpenOutput()
    {
        if (!HasOutput)
        {
            return new ClosedStream(ClosedOutput);
        }

        if (OperatingSystem.IsWindows() || OpenSeekable(OutputHandle, FileAccess.Write) is not null)
        {
            return Console.OpenStandardOutput();
        }

        return new FileStream(new SafeFileHandle(OutputHandle, ownsHandle: false), FileAccess.Write, bufferSize: 0);
    }

    private static FileStream? OpenSeekable(int handle, FileAccess access)
    {
        if (OperatingSystem.IsWindows())
        {
            return null;
        }

        try
        {
            var file = new FileStream(new SafeFileHandle(handle, ownsHandle: false), access);
            return file.CanSeek ? file : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // Opened for the other direction: then reading or writing it says so.
            return null;
        }
    }
}
