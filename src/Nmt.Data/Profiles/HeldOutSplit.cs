using Nmt.Text;
using Nmt.Text.Lines;

namespace Nmt.Data.Profiles;

/// <summary>
/// Random pairs of a training corpus that are held out for validation and testing. No sentence of either side is in two of the three
/// parts: what shares one with a held-out pair is left out of training.
/// </summary>
public sealed class HeldOutSplit
{
    // Candidates that share a sentence with an earlier one are passed over.
    private const int SpareCandidates = 4;

    private readonly IReadOnlyList<ParallelFiles> _files;
    private readonly HashSet<string> _sources = new(StringComparer.Ordinal);
    private readonly HashSet<string> _targets = new(StringComparer.Ordinal);

    private HeldOutSplit(IReadOnlyList<ParallelFiles> files)
    {
        _files = files;
    }

    /// <summary>The pairs for validation, in the order of the corpus.</summary>
    public IReadOnlyList<(string Source, string Target)> Validation { get; private set; } = [];

    /// <summary>The pairs for testing, in the order of the corpus.</summary>
    public IReadOnlyList<(string Source, string Target)> Test { get; private set; } = [];

    /// <summary>Chooses the pairs. Only candidates are kept in memory.</summary>
    /// <param name="files">The corpus.</param>
    /// <param name="validation">Number of pairs for validation.</param>
    /// <param name="test">Number of pairs for testing.</param>
    /// <param name="seed">The same seed chooses the same pairs.</param>
    /// <exception cref="DataException">When the corpus has too few different sentences, or cannot be read.</exception>
    public static HeldOutSplit Choose(IReadOnlyList<ParallelFiles> files, int validation, int test, int seed)
    {
        ArgumentNullException.ThrowIfNull(files);
        var split = new HeldOutSplit(files);
        long limit = SpareCandidates * ((long)validation + test);
        // The candidates with the smallest random numbers: the largest of them is the first to leave.
        var candidates = new PriorityQueue<(long Index, ulong Rank, string Source, string Target), ulong>();
        foreach (var (index, pair) in Read(files).Index())
        {
            if (string.IsNullOrWhiteSpace(pair.Source) || string.IsNullOrWhiteSpace(pair.Target))
            {
                continue;
            }

            ulong rank = new SeededRandom(seed, stream: 0, index).NextUInt64();
            candidates.Enqueue((index, rank, pair.Source, pair.Target), ulong.MaxValue - rank);
            if (candidates.Count > limit)
            {
                candidates.Dequeue();
            }
        }

        var chosen = candidates.UnorderedItems.Select(item => item.Element).OrderBy(candidate => candidate.Rank)
            .Where(candidate => split.Take(candidate.Source, candidate.Target)).Take(validation + test).ToList();
        if (chosen.Count < validation + test)
        {
            throw new DataException(
                $"{string.Join(", ", files.Select(pair => pair.Source))}: too few different sentences to hold out {validation + test} pairs: only {chosen.Count}");
        }

        split.Validation = InOrder(chosen.Take(validation));
        split.Test = InOrder(chosen.Skip(validation));
        return split;
    }

    /// <summary>The pairs that remain for training, read from the files.</summary>
    /// <exception cref="DataException">When reading fails.</exception>
    public IEnumerable<(string Source, string Target)> Training() =>
        Read(_files).Where(pair => !_sources.Contains(pair.Source) && !_targets.Contains(pair.Target));

    /// <summary>The pairs of some files, in order.</summary>
    /// <exception cref="DataException">When reading fails.</exception>
    public static IEnumerable<(string Source, string Target)> Read(IEnumerable<ParallelFiles> files) =>
        files.SelectMany(pair => AlignedLines.Read(pair)).Select(pair => (pair.Source, pair.Target));

    private bool Take(string source, string target)
    {
        if (_sources.Contains(source) || _targets.Contains(target))
        {
            return false;
        }

        _sources.Add(source);
        _targets.Add(target);
        return true;
    }

    private static List<(string Source, string Target)> InOrder(IEnumerable<(long Index, ulong Rank, string Source, string Target)> chosen) =>
        [.. chosen.OrderBy(pair => pair.Index).Select(pair => (pair.Source, pair.Target))];
}
