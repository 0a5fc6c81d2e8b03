using System.CommandLine;
using System.Globalization;
using Nmt.Cli.Console;
using Nmt.Cli.Options;
using Nmt.Cpu.Scoring;
using Nmt.Metrics.Alignment;
using Nmt.Metrics.Analysis;
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
    /// <param name="source">The source sentences.</param>
    /// <param name="target">Their translations.</param>
    /// <param name="text">The name of the text.</param>
    /// <exception cref="DataException">
    /// When a line is not an alignment, links a word that its pair does not have, or the number of lines is another.
    /// </exception>
    public static IReadOnlyList<WordAlignment> Read(
        IReadOnlyList<string> paths, int firstPosition, IReadOnlyList<string> source, IReadOnlyList<string> target, string text)
    {
        var gold = new List<WordAlignment>();
        foreach (string path in paths)
        {
            foreach (var (index, line) in TextFile.ReadLines(path).Index())
            {
                var alignment = Parse(line, path, index + 1, firstPosition);
                if (gold.Count < source.Count)
                {
                    ThrowIfBeyond(alignment.Possible.Select(link => link.Source), source[gold.Count], "source", path, index + 1);
                    ThrowIfBeyond(alignment.Possible.Select(link => link.Target), target[gold.Count], "target", path, index + 1);
                }

                gold.Add(alignment);
            }
        }

        return gold.Count == source.Count
            ? gold
            : throw new DataException(string.Create(
                CultureInfo.InvariantCulture, $"{string.Join(", ", paths)} has {gold.Count} lines, {text} has {source.Count}; expected the same number"));
    }

    /// <summary>Links that count something else than words, such as characters of Chinese, would give a wrong error rate without notice.</summary>
    private static void ThrowIfBeyond(IEnumerable<int> positions, string sentence, string side, string path, int number)
    {
        int words = LengthBuckets.CountWords(sentence);
        int last = positions.DefaultIfEmpty(-1).Max();
        if (last >= words)
        {
            throw new DataException(string.Create(
                CultureInfo.InvariantCulture,
                $"{path}:{number}: a link refers to {side} word {last} (counted from 0), but the {side} sentence has {words} words; links must count words separated by spaces"));
        }
    }

    /// <summary>Whether the subword models of a run show where words begin: WordPiece drops the spaces that links count words by.</summary>
    public static bool KnowsWords(string run) => File.Exists(run)
        ? !CpuRun.HasFamily(run, SubwordFamily.WordPiece)
        : new RunFolder(run).Subwords.All.All(path => SubwordModels.LoadForTranslation(path).Family != SubwordFamily.WordPiece);

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
