using Nmt.Data.Checks.Pairs;

namespace Nmt.Data.Checks;

/// <summary>Reads corpora once and says what is wrong with them.</summary>
/// <remarks>
/// Nothing is held of the text but hashes: up to 16 bytes for each different training pair (26 while the table grows), about
/// 150 for each validation or test pair. It is not read strictly: after a fault, the check goes on with the next line, and
/// after a damaged file with the next file.
/// </remarks>
/// <param name="options">How they are checked.</param>
public sealed class CorpusCheck(CheckOptions options)
{
    /// <summary>Checks corpora.</summary>
    /// <param name="corpora">The corpora, each with a name of its own.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="OperationCanceledException">When it was stopped.</exception>
    public CheckReport Run(IReadOnlyList<CheckedCorpus> corpora, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(corpora);
        var before = new LineHashSet();
        var heldOut = new List<HeldOutCorpus>();
        var examined = new CorpusExamination[corpora.Count];
        // Held-out corpora first: one pass over train then finds what train shares with them.
        foreach (var (index, corpus) in corpora.Index().OrderBy(entry => entry.Item.Role == CorpusRole.Train))
        {
            examined[index] = Examine(corpus, corpus.Role == CorpusRole.Train
                ? new SeenPairs(before, own: null, heldOut)
                : new SeenPairs(new LineHashSet(), Added(heldOut, corpus), heldOut: []), cancellation);
        }

        var findings = examined.Select(corpus => new CorpusFindings(corpus, options)).SelectMany(corpus => corpus.All());
        return new CheckReport(
            [.. examined.Select(corpus => corpus.Statistics())], [.. findings.OrderByDescending(finding => finding.Level)]);
    }

    private CorpusExamination Examine(CheckedCorpus corpus, SeenPairs seen, CancellationToken cancellation)
    {
        var files = new List<PairExamination>();
        foreach (var pair in corpus.Files)
        {
            var examination = new PairExamination(pair, corpus.Role, options, seen);
            examination.Read(cancellation);
            files.Add(examination);
        }

        return new CorpusExamination(corpus, files);
    }

    private static HeldOutCorpus Added(List<HeldOutCorpus> heldOut, CheckedCorpus corpus)
    {
        heldOut.Add(new HeldOutCorpus(corpus));
        return heldOut[^1];
    }
}
