using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Nmt.Cli;

/// <summary>The process's streams as results need them: UTF-8 without a byte-order mark, lines that end in a line feed.</summary>
internal sealed class StandardStreams
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private const nint StandardOutputHandle = 1;

    private Stream? _outBytes;

    /// <summary>Standard input, undecoded: whoever reads it checks its UTF-8.</summary>
    public Stream In { get; } = Console.OpenStandardInput();

    /// <summary>Results.</summary>
    public TextWriter Out { get; } = new StreamWriter(Console.OpenStandardOutput(), Utf8) { NewLine = "\n", AutoFlush = false };

    /// <summary>Results that are bytes already; use this or <see cref="Out"/>.</summary>
    /// <remarks>
    /// A pipe whose reader has gone away is an error here, unlike in .NET's own stream, so that endless input can end. Where
    /// output can be positioned, as in a file, only .NET's own stream keeps to the position that is shared with other processes.
    /// </remarks>
    public Stream OutBytes => _outBytes ??= OpenOut();

    /// <summary>Everything for people.</summary>
    public TextWriter Error { get; } = new StreamWriter(Console.OpenStandardError(), Utf8) { NewLine = "\n", AutoFlush = true };

    private static Stream OpenOut()
    {
        if (!OperatingSystem.IsWindows())
        {
            var stream = new FileStream(new SafeFileHandle(StandardOutputHandle, ownsHandle: false), FileAccess.Write, bufferSize: 0);
            if (!stream.CanSeek)
            {
                return stream;
            }
        }

        return Console.OpenStandardOutput();
    }
}
