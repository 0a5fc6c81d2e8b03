using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Nmt.Cli.Console;

/// <summary>
/// Finds arguments and environment variables that are not UTF-8. .NET replaces their invalid bytes by U+FFFD, so that a file would not
/// be found, or would be written under another name. Linux shows the original bytes; elsewhere nothing is found.
/// </summary>
internal static class UndecodableNames
{
    private const char Replacement = '\uFFFD';
    private const string Arguments = "/proc/self/cmdline";
    private const string Variables = "/proc/self/environ";
    private const string Advice = "nmt can use only UTF-8 names: rename the file or folder, or use standard input or output";

    // Those that nmt reads as text; for others U+FFFD makes no difference.
    private static readonly string[] UsedVariables = ["LIBTORCH", "NMT_MKL_DISPATCH", "SACREBLEU_FORMAT", "SACREBLEU_SEED", "TMPDIR"];

    private static ReadOnlySpan<byte> ReplacementUtf8 => "\uFFFD"u8;

    /// <summary>Returns one message for each argument, and each environment variable that nmt reads, that is not UTF-8.</summary>
    public static IReadOnlyList<string> Find(IReadOnlyList<string> args) => [.. FindArguments(args), .. FindVariables()];

    /// <summary>A warning if relative paths cannot be used because the working directory's own name is not UTF-8; else null.</summary>
    public static string? WorkingDirectoryWarning()
    {
        string folder = Environment.CurrentDirectory;
        return folder.Contains(Replacement, StringComparison.Ordinal) && !Directory.Exists(folder)
            ? $"the name of the working directory is not valid UTF-8, so relative paths do not work: {folder}; use absolute paths, or rename it"
            : null;
    }

    /// <summary>Makes response files that are not UTF-8 an error.</summary>
    public static ParserConfiguration CheckResponseFiles(ParserConfiguration configuration)
    {
        var read = configuration.ResponseFileTokenReplacer;
        configuration.ResponseFileTokenReplacer = read is null ? null : Replace;
        return configuration;

        bool Replace(string file, out IReadOnlyList<string>? tokens, out string? error)
        {
            if (!read(file, out tokens, out error))
            {
                return false;
            }

            // A file may contain U+FFFD itself; then nothing is reported.
            bool isLossy = tokens!.Any(token => token.Contains(Replacement, StringComparison.Ordinal))
                && File.ReadAllBytes(file).AsSpan().IndexOf(ReplacementUtf8) < 0;
            error = isLossy ? $"response file '{file}', or one that it names, is not valid UTF-8" : null;
            return !isLossy;
        }
    }

    private static IEnumerable<string> FindArguments(IReadOnlyList<string> args)
    {
        if (!args.Any(argument => argument.Contains(Replacement, StringComparison.Ordinal)))
        {
            yield break;
        }

        // The program comes first, with the host before it if there is one.
        var raw = ReadEntries(Arguments);
        int first = raw.Count - args.Count;
        for (int i = 0; first >= 0 && i < args.Count; i++)
        {
            if (!Utf8.IsValid(raw[first + i]))
            {
                yield return string.Create(
                    CultureInfo.InvariantCulture, $"argument {i + 1} is not valid UTF-8: '{Escape(raw[first + i])}'; {Advice}");
            }
        }
    }

    private static IEnumerable<string> FindVariables()
    {
        foreach (string name in UsedVariables)
        {
            if (Environment.GetEnvironmentVariable(name)?.Contains(Replacement, StringComparison.Ordinal) == true
                && ReadEntries(Variables).Find(entry => entry.AsSpan().StartsWith(Encoding.UTF8.GetBytes($"{name}="))) is { } raw && !Utf8.IsValid(raw))
            {
                yield return $"the environment variable {name} is not valid UTF-8: '{Escape(raw.AsSpan(name.Length + 1))}'; {Advice}";
            }
        }
    }

    /// <summary>Reads a file of entries that each end in NUL; empty if the system has no such file.</summary>
    private static List<byte[]> ReadEntries(string path)
    {
        var entries = new List<byte[]>();
        if (File.Exists(path))
        {
            ReadOnlySpan<byte> bytes = File.ReadAllBytes(path);
            for (int end; (end = bytes.IndexOf((byte)0)) >= 0; bytes = bytes[(end + 1)..])
            {
                entries.Add(bytes[..end].ToArray());
            }
        }

        return entries;
    }

    /// <summary>Shows each byte that is not part of a character as in <c>\xFF</c>.</summary>
    private static string Escape(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        while (!bytes.IsEmpty)
        {
            bool isCharacter = Rune.DecodeFromUtf8(bytes, out var rune, out int length) == System.Buffers.OperationStatus.Done;
            text.Append(isCharacter ? rune.ToString() : string.Concat(bytes[..length].ToArray().Select(value => $"\\x{value:X2}")));
            bytes = bytes[length..];
        }

        return text.ToString();
    }
}
