using System.Text;

namespace Nmt.Cli;

/// <summary>The process's streams as results need them: UTF-8 without a byte-order mark, lines that end in a line feed.</summary>
internal sealed class StandardStreams
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Standard input, undecoded: whoever reads it checks its UTF-8.</summary>
    public Stream In { get; } = Console.OpenStandardInput();

    /// <summary>Results.</summary>
    public TextWriter Out { get; } = new StreamWriter(Console.OpenStandardOutput(), Utf8) { NewLine = "\n", AutoFlush = false };

    /// <summary>Everything for people.</summary>
    public TextWriter Error { get; } = new StreamWriter(Console.OpenStandardError(), Utf8) { NewLine = "\n", AutoFlush = true };
}
