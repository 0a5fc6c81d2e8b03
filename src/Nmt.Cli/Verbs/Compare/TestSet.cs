using Nmt.Cli.Console;
using Nmt.Cli.Input;
using Nmt.Cli.Options;
using Nmt.Cli.Output;
using Nmt.Metrics.Alignment;
using Nmt.Metrics.Text;
using Nmt.Text;
using Nmt.Text.Lines;

namespace Nmt.Cli.Verbs.Compare;

/// <summary>The text that all runs translate.</summary>
/// <param name="Files">Its files.</param>
/// <param name="Source">The source sentences.</param>
/// <param name="References">Their reference translations.</param>
internal sealed record TestSet(IReadOnlyList<ParallelFiles> Files, IReadOnlyList<string> Source, IReadOnlyList<string> References)
{
    /// <summary>The gold alignments, one per sentence; null if there are none.</summary>
    public IReadOnlyList<WordAlignment>? Gold { get; init; }

    /// <summary>The files of the gold alignments.</summary>
    public IReadOnlyList<string> GoldFiles { get; init; } = [];

    /// <summary>Reads the test set of the command line, or the one that all runs name.</summary>
    /// <exception cref="UsageException">When the runs name none, different ones, or missing files.</exception>
    /// <exception cref="DataException">When a file cannot be read, or two differ in length.</exception>
    public static TestSet Read(CompareRequest request, IReadOnlyList<ComparableRun> runs)
    {
        var files = request.TestSet is { } given
            ? [new ParallelFiles { Source = given.Source, Target = given.Target }]
            : SharedFiles(runs);
        // As nmt bleu reads references: trailing white space does not count.
        string[][] pairs = [.. files.SelectMany(pair => AlignedLines.Read(pair)).Select(pair => new[] { pair.Source, PythonWhitespace.TrimEnd(pair.Target) })];
        if (pairs.Length == 0)
        {
            throw new DataException($"{files[0].Source}: no sentences; expected one per line");
        }

        if (pairs.All(pair => pair[1].Length == 0))
        {
            throw new DataException($"{files[0].Target}: all {pairs.Length} lines are empty; expected references");
        }

        string[] gold = request.Alignments is { } file ? [file] : request.TestSet is null ? GoldOf(runs) : [];
        InputFiles.ThrowIfMissing(gold);
        string[] source = [.. pairs.Select(pair => pair[0])];
        string[] references = [.. pairs.Select(pair => pair[1])];
        return new TestSet(files, source, references)
        {
            Gold = gold.Length == 0 ? null : GoldAlignments.Read(gold, request.FirstPosition, source, references, Names(files)),
            GoldFiles = gold,
        };
    }

    private static IReadOnlyList<ParallelFiles> SharedFiles(IReadOnlyList<ComparableRun> runs)
    {
        string[] without = [.. runs.Where(run => run.TestFiles.Count == 0).Select(run => run.Path)];
        if (without.Length > 0)
        {
            throw new UsageException(
                $"{string.Join(", ", without)}: the config names no test set (data.test); name one with --source FILE --target FILE");
        }

        string[] missing = [.. runs[0].TestFiles.SelectMany(files => new[] { files.Source, files.Target }).Where(file => !File.Exists(file))];
        if (missing.Length > 0)
        {
            throw new UsageException($"{runs[0].Path}: a file of its test set was not found: {missing[0]}; name the test set with --source FILE --target FILE");
        }

        foreach (var run in runs.Skip(1).Where(run => !AreSame(runs[0].TestFiles, run.TestFiles)))
        {
            throw new UsageException(
                $"the runs have different test sets: {runs[0].Path} has {Names(runs[0].TestFiles)}, {run.Path} has {Names(run.TestFiles)}; "
                + "name one for all with --source FILE --target FILE");
        }

        return runs[0].TestFiles;
    }

    /// <summary>Whether two test sets are the same files, or copies of them: runs move between folders and machines.</summary>
    private static bool AreSame(IReadOnlyList<ParallelFiles> one, IReadOnlyList<ParallelFiles> other) => one.Count == other.Count
        && one.Zip(other).All(pair => AreSame(pair.First.Source, pair.Second.Source) && AreSame(pair.First.Target, pair.Second.Target));

    private static bool AreSame(string one, string other) => RealPath.Comparer.Equals(RealPath.Of(one), RealPath.Of(other))
        || (File.Exists(other) && new FileInfo(one).Length == new FileInfo(other).Length
            && File.ReadAllBytes(one).AsSpan().SequenceEqual(File.ReadAllBytes(other)));

    /// <summary>The gold alignments in the config of the first run that has them for all of its test set.</summary>
    private static string[] GoldOf(IReadOnlyList<ComparableRun> runs) => runs.Select(run => run.TestFiles)
        .Where(files => files.All(pair => pair.Alignments is not null)).Select(files => files.Select(pair => pair.Alignments!).ToArray()).FirstOrDefault() ?? [];

    private static string Names(IReadOnlyList<ParallelFiles> files) => string.Join(", ", files.Select(pair => $"{pair.Source} and {pair.Target}"));
}
