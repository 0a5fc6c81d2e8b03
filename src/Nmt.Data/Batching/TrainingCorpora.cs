using Nmt.Data.Corpora;
using Nmt.Text;
using Nmt.Text.Corpora;
using Nmt.Text.Lines;
using Nmt.Text.SubwordTraining.Input;

namespace Nmt.Data.Batching;

/// <summary>The training corpora, read once to count and check them; their text is not kept.</summary>
public sealed class TrainingCorpora
{
    private TrainingCorpora(IReadOnlyList<ScannedCorpus> corpora, IReadOnlyList<FilterReport> filters)
    {
        Corpora = corpora;
        Filters = filters;
        Pairs = corpora.Sum(corpus => corpus.Pairs);
        Lines = corpora.Sum(corpus => corpus.Files.Sum(files => (long)files.Lines));
    }

    /// <summary>Number of lines of all corpora.</summary>
    public long Lines { get; }

    /// <summary>Number of pairs of all corpora that pass the filters: as many as an epoch draws.</summary>
    public long Pairs { get; }

    /// <summary>What each enabled filter dropped.</summary>
    public IReadOnlyList<FilterReport> Filters { get; }

    /// <summary>Whether pairs are drawn by weight, so that some occur more often than others.</summary>
    public bool IsWeighted => Corpora[0].Weight is not null;

    /// <summary>The corpora, in the config's order.</summary>
    internal IReadOnlyList<ScannedCorpus> Corpora { get; }

    /// <summary>The names of the files, for errors about the corpora as a whole.</summary>
    public string Names => FileNames.Of(Corpora.SelectMany(corpus => corpus.Files).Select(files => files.Files));

    /// <summary>The source files that have no lines, although others have.</summary>
    public IEnumerable<string> EmptyFiles =>
        Corpora.SelectMany(corpus => corpus.Files).Where(files => files.Lines == 0).Select(files => files.Files.Source);

    /// <summary>Where the first epoch begins.</summary>
    public ShardPosition Beginning => new(0, 0, Pairs, [.. Corpora.Select(_ => CorpusPosition.Beginning)]);

    /// <summary>Reads the corpora, checks that both sides have the same number of lines, and applies the filters.</summary>
    /// <param name="corpora">The corpora.</param>
    /// <param name="filters">Which pairs to drop.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="DataException">When the sides differ in length, a file cannot be read, or no pair remains.</exception>
    public static TrainingCorpora Scan(IEnumerable<CorpusConfig> corpora, FiltersConfig filters, CancellationToken cancellation = default)
    {
        var pairFilters = new PairFilters(filters);
        ScannedCorpus[] scanned =
        [
            .. corpora.Select(corpus => new ScannedCorpus([.. corpus.Files.Select(files => Scan(files, pairFilters, cancellation))], corpus.Weight)),
        ];
        var result = new TrainingCorpora(scanned, pairFilters.Reports);
        return result.Lines == 0 ? throw new DataException($"{result.Names} are empty: expected one sentence per line")
            : result.Pairs == 0 ? throw new DataException($"data.filters drops all {result.Lines} sentence pairs of {result.Names}")
            : result;
    }

    /// <summary>The text of both sides that passes the filters, file by file, for training a subword model.</summary>
    public IEnumerable<CountedLine> Text() => Corpora.SelectMany(corpus => corpus.Files).SelectMany(
        files => KeptLines(files, files.Files.Source).Concat(KeptLines(files, files.Files.Target)));

    /// <summary>The text of each side that passes the filters, for training a subword model per side.</summary>
    public Sides<IEnumerable<CountedLine>> TextPerSide() => new(
        Corpora.SelectMany(corpus => corpus.Files).SelectMany(files => KeptLines(files, files.Files.Source)),
        Corpora.SelectMany(corpus => corpus.Files).SelectMany(files => KeptLines(files, files.Files.Target)));

    private static IEnumerable<CountedLine> KeptLines(ScannedFiles files, string side) =>
        CountedLines.Once(TextFile.ReadLines(side), side).Where(line => !files.Dropped.Contains(line.Number));

    private static ScannedFiles Scan(ParallelFiles files, PairFilters filters, CancellationToken cancellation)
    {
        var dropped = new LineSet();
        int lines = filters.HasFilters ? Filter(files, filters, dropped, cancellation) : AlignedLines.Count(files, cancellation);
        if (files.Alignments is { } alignments && TextFile.CountLines(alignments, cancellation) is var aligned && aligned != lines)
        {
            throw new DataException($"{alignments} has {aligned} lines, but {files.Source} has {lines}: expected one alignment per pair");
        }

        return new ScannedFiles(files, lines, dropped);
    }

    private static int Filter(ParallelFiles files, PairFilters filters, LineSet dropped, CancellationToken cancellation)
    {
        int lines = 0;
        foreach (var pair in AlignedLines.Read(files))
        {
            cancellation.ThrowIfCancellationRequested();
            lines = pair.LineNumber;
            if (filters.Drop(pair.Source, pair.Target, files.Source, lines))
            {
                dropped.Add(lines);
            }
        }

        return lines;
    }
}

/// <summary>A corpus that was read once before training.</summary>
/// <param name="Files">Its files.</param>
/// <param name="Weight">Its share of the pairs, relative to the other corpora; null draws each pair once per epoch.</param>
internal sealed record ScannedCorpus(IReadOnlyList<ScannedFiles> Files, double? Weight)
{
    /// <summary>Number of pairs that pass the filters.</summary>
    public long Pairs { get; } = Files.Sum(files => (long)files.Lines - files.Dropped.Count);

    /// <summary>How often it is drawn from, relative to the other corpora.</summary>
    public double Share => Weight ?? Pairs;
}

/// <summary>Two files of a corpus that were read once before training.</summary>
/// <param name="Files">The files.</param>
/// <param name="Lines">Number of lines of each.</param>
/// <param name="Dropped">The lines that the filters drop.</param>
internal sealed record ScannedFiles(ParallelFiles Files, int Lines, LineSet Dropped);
