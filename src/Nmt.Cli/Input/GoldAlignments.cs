using System.CommandLine;
using System.Globalization;
using Nmt.Cli.Console;
using Nmt.Cli.Options;
using Nmt.Metrics.Alignment;
using Nmt.Runs;
using Nmt.Text;
using Nmt.Text.Lines;
using Nmt.Text.Subwords;
using Nmt.Text.Subwords.Families;

namespace Nmt.Cli.Input;

/// <summary>The options that name gold alignments.</summary>
/// <param name="description">What they are used for.</param>
internal sealed class GoldAlignmentFlags(string description)
{
    /// <summary>The file.</summary>
    public Option<string?> File { get; } = new("--alignments") { Description = description, HelpName = "FILE" };

    /// <summary>Whether its positions count from 1.</summary>
    public Option<bool> OneBased { get; } = new("--one-based") { Description = "Gold positions start at 1." };

    public void AddTo(Command command)
    {
        command.Add(File);
        command.Add(OneBased);
    }

    /// <summary>The file on the command line, which exists; null for none.</summary>
    /// <exception cref="UsageException">When it is missing.</exception>
    public string? Path(ParseResult parsed)
    {
        string? path = parsed.GetValue(File);
        InputFiles.ThrowIfMissing(path is null ? [] : [path]);
        return path;
    }

    /// <summary>The number of the first position.</summary>
    public int FirstPosition(ParseResult parsed) => parsed.GetValue(OneBased) ? 1 : 0;
}

/// <summary>Reads gold alignments in Pharaoh format, one line per sentence pair.</summary>
internal static class GoldAlignments
{
    /// <summary>Reads files, one after the other.</summary>
    /// <param name="paths">The files.</param>
    /// <param name="firstPosition">The number of the first word, 0 or 1.</param>
    /// <param name="expected">The number of sentence pairs.</param>
    /// <param name="text">The name of the text that they belong to.</param>
    /// <exception cref="DataException">When a line is not an alignment, or the number of lines is another.</exception>
    public static IReadOnlyList<WordAlignment> Read(IReadOnlyList<string> paths, int firstPosition, int expected, string text)
    {
        WordAlignment[] gold =
            [.. paths.SelectMany(path => TextFile.ReadLines(path).Select((line, i) => Parse(line, path, i + 1, firstPosition)))];
        return gold.Length == expected
            ? gold
            : throw new DataException(string.Create(
                CultureInfo.InvariantCulture, $"{string.Join(", ", paths)} has {gold.Length} lines, {text} has {expected}; expected the same number"));
    }

    /// <summary>Whether the subword models of a run show where words begin: WordPiece drops the spaces that links count words by.</summary>
    public static bool KnowsWords(string run) =>
        new RunFolder(run).Subwords.All.All(path => SubwordModels.LoadForTranslation(path).Family != SubwordFamily.WordPiece);

    /// <summary>Parses a line.</summary>
    /// <exception cref="DataException">When it is not an alignment; the message has file and line.</exception>
    public static WordAlignment Parse(string line, string path, long number, int firstPosition)
    {
        try
        {
            return WordAlignment.Parse(line, firstPosition);
        }
        catch (FormatException e)
        {
            throw new DataException($"{path}:{number}: {e.Message}", e);
        }
    }
}
