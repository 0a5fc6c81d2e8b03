using Nmt.Data.Corpora;
using Nmt.Text.Lines;
using Nmt.Text;
using Nmt.Text.Subwords;

namespace Nmt.Data.Checks;

/// <summary>What a corpus is for.</summary>
public enum CorpusRole
{
    /// <summary>Training data. For duplicates, all corpora with this role count as one.</summary>
    Train,

    /// <summary>Selects the best checkpoint; must not be trained on.</summary>
    Validation,

    /// <summary>Scores the final model; must not be trained on.</summary>
    Test,
}

/// <summary>A corpus to check.</summary>
/// <param name="Name">Its name in findings, such as <c>train</c>.</param>
/// <param name="Role">What it is for.</param>
/// <param name="Files">Its files, at least one pair of them.</param>
public sealed record CheckedCorpus(string Name, CorpusRole Role, IReadOnlyList<ParallelFiles> Files);

/// <summary>How corpora are checked.</summary>
public sealed record CheckOptions
{
    /// <summary>Whether to check only for errors, which prevent training; this is several times as fast.</summary>
    /// <value>The default value is false.</value>
    public bool ErrorsOnly { get; init; }

    /// <summary>Maximum number of line numbers per finding.</summary>
    /// <value>The default value is 10.</value>
    public int MaxExamples { get; init; } = 10;

    /// <summary>Segment both sides to find unknown subwords; null skips that check for a side.</summary>
    public Sides<ITokenizer?> Tokenizers { get; init; } = new((ITokenizer?)null);

    /// <summary>Maximum number of subwords per side, above which training skips a pair; needs <see cref="Tokenizers"/>.</summary>
    /// <value>The default value is no limit.</value>
    public int MaxLength { get; init; } = int.MaxValue;

    /// <summary>
    /// Maximum number of subwords that are translated of a validation or test source. Without a tokenizer, sources with
    /// more words than that are found: a word has at least one subword.
    /// </summary>
    /// <value>The default value is no limit.</value>
    public int MaxSourceLength { get; init; } = int.MaxValue;

    /// <summary>Receives the bytes of every read of a file; see <see cref="LineOptions.BytesRead"/>.</summary>
    public Action<int>? BytesRead { get; init; }

    /// <summary>Whether longer sources are translated in segments; otherwise only their beginning is translated.</summary>
    public bool SplitsLongSources { get; init; }
}

/// <summary>Reads corpora once and reports what is wrong with them.</summary>
/// <remarks>
/// Only hashes of the text are kept: up to 16 bytes per distinct training pair (26 while the table grows), about 150 per
/// validation or test pair. Reading is not strict: after a fault the check continues with the next line, and after a damaged
/// file with the next file.
/// </remarks>
/// <param name="options">How they are checked.</param>
public sealed class CorpusCheck(CheckOptions options)
{
    /// <summary>Checks corpora.</summary>
    /// <param name="corpora">The corpora, with unique names.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="OperationCanceledException">When it is cancelled.</exception>
    public CheckReport Run(IReadOnlyList<CheckedCorpus> corpora, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(corpora);
        var trained = new SeenPairs();
        var heldOut = new List<HeldOutCorpus>();
        var findings = new CorpusFindings[corpora.Count];
        // Held-out corpora first: one pass over train then finds what train shares with them.
        foreach (var (index, corpus) in corpora.Index().OrderBy(entry => entry.Item.Role == CorpusRole.Train))
        {
            var own = corpus.Role == CorpusRole.Train ? null : new HeldOutCorpus(corpus);
            var seen = own is null ? trained : new SeenPairs();
            var pairs = corpus.Files.Select(files => new PairExamination(files, options, seen, own, own is null ? heldOut : [])).ToList();
            pairs.ForEach(pair => pair.Read(cancellation));
            if (own is not null)
            {
                heldOut.Add(own);
            }

            findings[index] = new CorpusFindings(corpus, pairs, options);
        }

        return new CheckReport(
            [.. findings.Select(corpus => corpus.Counts())],
            [.. findings.SelectMany(corpus => corpus.All()).OrderByDescending(finding => finding.Level)]);
    }
}
