using System.Text;

namespace Nmt.TestKit;

/// <summary>The result of a finished process.</summary>
/// <param name="ExitCode">Its exit code; 128 plus the signal's number if a signal ended it.</param>
/// <param name="OutputBytes">All of standard output.</param>
/// <param name="Error">All of standard error.</param>
public sealed record NmtResult(int ExitCode, byte[] OutputBytes, string Error)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Standard output as text; output that is not UTF-8 is an error.</summary>
    public string Output => Strict.GetString(OutputBytes);

    /// <summary>Lines of standard output, each of which must end in a line feed.</summary>
    public IReadOnlyList<string> OutputLines => Split(Output);

    /// <summary>Lines of standard error.</summary>
    public IReadOnlyList<string> ErrorLines => Split(Error);

    private static string[] Split(string text)
    {
        if (text.Length == 0)
        {
            return [];
        }

        return text.EndsWith('\n')
            ? text[..^1].Split('\n')
            : throw new InvalidOperationException($"The last line has no end: {text[Math.Max(0, text.Length - 100)..]}");
    }
}
