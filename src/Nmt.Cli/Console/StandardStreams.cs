using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Nmt.Cli.Console;

/// <summary>The standard streams of the process, in UTF-8 without a byte-order mark, with line feeds as line ends.</summary>
internal sealed class StandardStreams
{
    private const int InputHandle = 0;
    private const int OutputHandle = 1;
    private const int ErrorHandle = 2;

    private const string ClosedInput = "standard input is closed; name a file, or redirect a file or a pipe to it";
    private const string ClosedOutput = "standard output is closed; redirect it to a file or a pipe";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private static readonly bool HasInput = InheritedHandle.IsOpen(InputHandle);
    private static readonly bool HasOutput = InheritedHandle.IsOpen(OutputHandle);
    private static readonly bool HasError = InheritedHandle.IsOpen(ErrorHandle);

    private Stream? _in;
    private Stream? _outBytes;

    /// <summary>Standard input, undecoded: its readers validate the UTF-8.</summary>
    public Stream In => _in ??= HasInput ? System.Console.OpenStandardInput() : new ClosedStream(ClosedInput);

    /// <summary>Standard output, for results.</summary>
    public TextWriter Out { get; } = new StreamWriter(OpenOutput(), Utf8) { NewLine = "\n", AutoFlush = false };

    /// <summary>Standard output for results that are already bytes; use either this or <see cref="Out"/>.</summary>
    public Stream OutBytes => _outBytes ??= OpenOutput();

    /// <summary>Standard error, for diagnostics; discards them if the stream is closed.</summary>
    /// <remarks>Opened at once: when the process has too many open files, it is too late.</remarks>
    public LiveLineWriter Error { get; } = OpenError();

    /// <summary>Opens standard input as a file, from its current position; null for a pipe or a terminal.</summary>
    /// <remarks>Reading it does not move the position of <see cref="In"/>, which the shell shares.</remarks>
    /// <exception cref="UsageException">When it is closed.</exception>
    public static Stream? OpenInputFile() =>
        HasInput ? OpenSeekable(InputHandle, FileAccess.Read) : throw new UsageException(ClosedInput);

    /// <summary>The file that standard input is redirected from; null if it is not a file, or the system does not tell.</summary>
    public static string? InputPath => HasInput ? InheritedHandle.PathOf(InputHandle) : null;

    /// <summary>The file that standard output is redirected to; null if it is not a file, or the system does not tell.</summary>
    public static string? OutputPath => HasOutput ? InheritedHandle.PathOf(OutputHandle) : null;

    /// <summary>Whether standard output is redirected to a file; where the system does not tell, whether it is redirected at all.</summary>
    public static bool IsOutputFile =>
        System.Console.IsOutputRedirected && (!OperatingSystem.IsLinux() || OutputPath is not null);

    /// <summary>Checks that standard output is open. Call it before starting work whose results could not be written.</summary>
    /// <exception cref="UsageException">When standard output is closed.</exception>
    public static void RequireOutput()
    {
        if (!HasOutput)
        {
            throw new UsageException(ClosedOutput);
        }
    }

    /// <summary>
    /// Opens standard output. A pipe is written like a file: the console's own stream would hide that the reader has closed it, and
    /// a large input would be processed for nothing. A real file uses the console's stream, which moves the position that the
    /// programs of a shell group share.
    /// </summary>
    private static Stream OpenOutput()
    {
        if (!HasOutput)
        {
            return new ClosedStream(ClosedOutput);
        }

        return OpenUnpositioned(OutputHandle) ?? System.Console.OpenStandardOutput();
    }

    private static LiveLineWriter OpenError() => new(new StreamWriter(
        HasError ? new MessageStream(OpenErrorBytes()) : Stream.Null, Utf8) { AutoFlush = true }) { NewLine = "\n" };

    /// <summary>Opens standard error. The console's own stream loads libraries at its first message, which fails when too many files are open.</summary>
    private static Stream OpenErrorBytes() => OpenUnpositioned(ErrorHandle) ?? System.Console.OpenStandardError();

    /// <summary>Opens a pipe or a terminal for writing; null for a file, and on Windows.</summary>
    private static FileStream? OpenUnpositioned(int handle) => OperatingSystem.IsWindows() || OpenSeekable(handle, FileAccess.Write) is not null
        ? null
        : new FileStream(new SafeFileHandle(handle, ownsHandle: false), FileAccess.Write, bufferSize: 0);

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
            // Opened for the other direction; reading or writing it reports that.
            return null;
        }
    }
}

/// <summary>A closed standard stream, which fails only when it is used.</summary>
/// <param name="message">The error message.</param>
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
/// Tells whether the parent process passed on a standard stream. If not (<c>nmt &lt;&amp;-</c>), its number is free, and the first
/// file that the .NET runtime opens takes it: reading or writing it would access the runtime's file.
/// </summary>
internal static class InheritedHandle
{
    private const string Information = "/proc/self/fdinfo";

    private const string Links = "/proc/self/fd";

    /// <summary>Linux's O_CLOEXEC. Exec closes files with this flag, so they are not inherited; the runtime sets it on all its files.</summary>
    private const int CloseOnExec = 0x80000;

    /// <summary>More than enough for what Linux reports of a file or pipe up to its flags, which come second.</summary>
    private const int InformationLength = 256;

    private static ReadOnlySpan<byte> FlagsTitle => "flags:\t"u8;

    /// <summary>Whether the stream is open; assumed true where the system does not tell.</summary>
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

    /// <summary>The file behind a stream; null for pipes and terminals, and where the system does not tell.</summary>
    /// <param name="number">0 or 1.</param>
    public static string? PathOf(int number) =>
        OperatingSystem.IsLinux() && new FileInfo($"{Links}/{number.ToString(CultureInfo.InvariantCulture)}").LinkTarget is { } path
        && Path.IsPathFullyQualified(path) && File.Exists(path)
            ? path
            : null;

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
