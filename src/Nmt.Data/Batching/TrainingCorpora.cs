using Nmt.Data.Corpora;
using Nmt.Text;
using Nmt.Text.Corpora;
using Nmt.Text.Lines;

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

    /// <summary>Lines of all corpora.</summary>
    public long Lines { get; }

    /// <summary>Pairs of all corpora that filters leave: as many as an epoch draws.</summary>
    public long Pairs { get; }

    /// <summary>What each filter that is on left out.</summary>
    public IReadOnlyList<FilterReport> Filters { get; }

    /// <summary>Whether pairs are drawn by weight, so that some come more often than others.</summary>
    public bool IsWeighted => Corpora[0].Weight is not null;

    /// <summary>The corpora, in the config's order.</summary>
    internal IReadOnlyList<ScannedCorpus> Corpora { get; }

    /// <summary>The first files, which errors about all of them name.</summary>
    public ParallelFiles FirstFiles => Corpora[0].Files[0].Files;

    /// <summary>Where the first epoch begins.</summary>
    public ShardPosition Beginning => new(0, 0, Pairs, [.. Corpora.Select(_ => CorpusPosition.Beginning)]);

    /// <summary>Reads the corpora, checks that their sides have as many lines, and decides what filters leave out.</summary>
    /// <param name="corpora">The corpora.</param>
    /// <param name="filters">Which pairs are left out.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="DataException">When the sides differ in lines, a file is bad, or no pair is left.</exception>
    public static TrainingCorpora Scan(IEnumerable<CorpusConfig> corpora, FiltersConfig filters, CancellationToken cancellation = default)
    {
        var pairFilters = new PairFilters(filters);
        ScannedCorpus[] scanned =
        [
            .. corpora.Select(corpus => new ScannedCorpus([.. corpus.Files.Select(files => Scan(files, pairFilters, cancellation))], corpus.Weight)),
        ];
        var result = new TrainingCorpora(scanned, pairFilters.Reports);
        var (source, target) = (result.FirstFiles.Source, result.FirstFiles.Target);
        return result.Lines == 0 ? throw new DataException($"{source} and {target} are empty: expected one sentence on each line")
            : result.Pairs == 0 ? throw new DataException($"data.filters leaves no sentence pair of {source} and {target}: all {result.Lines} are dropped")
            : result;
    }

    /// <summary>The text of both sides that filters leave, file after file, to train a subword model on.</summary>
    public IEnumerable<string> Text() => Corpora.SelectMany(corpus => corpus.Files).SelectMany(
        files => Kept(files, files.Files.Source).Concat(Kept(files, files.Files.Target)));

    private static IEnumerable<string> Kept(ScannedFiles files, string side) =>
        TextFile.ReadLines(side).Where((_, index) => !files.Dropped.Contains(index + 1));

    private static ScannedFiles Scan(ParallelFiles files, PairFilters filters, CancellationToken cancellation)
    {
        var dropped = new LineSet();
        int lines = filters.HasFilters ? Filter(files, filters, dropped, cancellation) : AlignedLines.Count(files, cancellation);
        if (files.Alignments is { } alignments && TextFile.CountLines(alignments) is var aligned && aligned != lines)
        {
            throw new DataException($"{alignments} has {aligned} lines, and {files.Source} has {lines}: expected an alignment for each pair");
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
/// <param name="Weight">Its share of the pairs, relative to the other corpora; none draws each pair once an epoch.</param>
internal sealed record ScannedCorpus(IReadOnlyList<ScannedFiles> Files, double? Weight)
{
    /// <summary>Pairs that filters leave.</summary>
    public long Pairs { get; } = Files.Sum(files => (long)files.Lines - files.Dropped.Count);

    /// <summary>How often it is drawn from, relative to the other corpora.</summary>
    public double Share => Weight ?? Pairs;
}

/// <summary>Two files of a corpus that were read once before training.</summary>
/// <param name="Files">The files.</param>
/// <param name="Lines">How many lines each has.</param>
/// <param name="Dropped">The lines that filters leave out.</param>
internal sealed record ScannedFiles(ParallelFiles Files, int Lines, LineSet Dropped);
