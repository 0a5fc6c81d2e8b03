using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Nmt.Cli.Console;

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
    public Stream In => _in ??= HasInput ? System.Console.OpenStandardInput() : new ClosedStream(ClosedInput);

    /// <summary>Results.</summary>
    public TextWriter Out { get; } = new StreamWriter(OpenOutput(), Utf8) { NewLine = "\n", AutoFlush = false };

    /// <summary>Results that are bytes already; use this or <see cref="Out"/>.</summary>
    public Stream OutBytes => _outBytes ??= OpenOutput();

    /// <summary>Everything for people, if the stream is open.</summary>
    public TextWriter Error => _error ??=
        new StreamWriter(HasError ? System.Console.OpenStandardError() : Stream.Null, Utf8) { NewLine = "\n", AutoFlush = true };

    /// <summary>Standard input as a file, from its current position; null where it is a pipe or a terminal.</summary>
    /// <remarks>Reading it moves neither itself nor <see cref="In"/>, whose position the shell shares.</remarks>
    /// <exception cref="UsageException">When it is closed.</exception>
    public static Stream? OpenInputFile() =>
        HasInput ? OpenSeekable(InputHandle, FileAccess.Read) : throw new UsageException(ClosedInput);

    /// <summary>To be called by whoever will write results, before work begins that would be for nothing.</summary>
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
    /// large input would be worked on for nothing. A real file is left to the console's stream, which moves the position that
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
            return System.Console.OpenStandardOutput();
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

/// <summary>A standard stream that is closed: whoever does not use it never notices.</summary>
/// <param name="message">What to say to those who do.</param>
internal sealed class ClosedStream(string message) : Stream
{
    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <exception cref="UsageException">Always.</exception>
    public override int Read(byte[] buffer, int offset, int count) => throw new UsageException(message);

    /// <exception cref="UsageException">Always.</exception>
    public override void Write(byte[] buffer, int offset, int count) => throw new UsageException(message);

    /// <summary>Nothing was written.</summary>
    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}

/// <summary>
/// Whether a standard stream was handed over by whoever started the process. Where it was not (<c>nmt &lt;&amp;-</c>), its
/// number is free, and what the .NET runtime opens first takes it: reading or writing it would reach into the runtime.
/// </summary>
internal static class InheritedHandle
{
    private const string Information = "/proc/self/fdinfo";

    /// <summary>Linux's O_CLOEXEC. What has it cannot have come through exec, which closes it; the runtime opens all with it.</summary>
    private const int CloseOnExec = 0x80000;

    /// <summary>Far more than what Linux says of a file or a pipe up to its flags, which come second.</summary>
    private const int InformationLength = 256;

    private static ReadOnlySpan<byte> FlagsTitle => "flags:\t"u8;

    /// <summary>Whether the stream is there; taken for granted where the system does not tell.</summary>
    /// <param name="number">0, 1 or 2.</param>
    public static bool IsOpen(int number)
    {
        if (!OperatingSystem.IsLinux())
        {
            return true;
        }

        Span<byte> bytes = stackalloc byte[InformationLength];
        try
        {
            using var file = File.OpenHandle($"{Information}/{number.ToString(CultureInfo.InvariantCulture)}");
            return (Flags(bytes[..RandomAccess.Read(file, bytes, fileOffset: 0)]) & CloseOnExec) == 0;
        }
        catch (FileNotFoundException)
        {
            // Nothing has taken the number yet.
            return false;
        }
        catch (DirectoryNotFoundException)
        {
            return true;
        }
    }

    private static int Flags(ReadOnlySpan<byte> information)
    {
        int title = information.IndexOf(FlagsTitle);
        int flags = 0;
        for (int i = title + FlagsTitle.Length; title >= 0 && i < information.Length && information[i] is >= (byte)'0' and <= (byte)'7'; i++)
        {
            flags = (8 * flags) + (information[i] - '0');
        }

        return flags;
    }
}
