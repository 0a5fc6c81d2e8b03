using System.Numerics;

namespace Nmt.Metrics;

/// <summary>The translation edit rate (Snover et al. 2006), equal to sacreBLEU's in every option of it.</summary>
public sealed class TerMetric : IMetric<TerScore>
{
    /// <summary>Prepares the metric.</summary>
    /// <param name="options">How it is computed; sacreBLEU's defaults when null.</param>
    public TerMetric(TerOptions? options = null) => Options = options ?? new TerOptions();

    /// <summary>How the metric is computed.</summary>
    public TerOptions Options { get; }

    /// <inheritdoc/>
    public string Name => "TER";

    /// <inheritdoc/>
    public bool IsHigherBetter => false;

    /// <inheritdoc/>
    /// <remarks>Edits, then the mean length of the references.</remarks>
    public int StatisticsWidth => 2;

    /// <inheritdoc/>
    public ISegmentCounter NewCounter() => new TerSegmentCounter(Options);

    /// <summary>Starts a corpus whose segments are added one by one.</summary>
    public CorpusAccumulator<TerScore> NewAccumulator() => new(this);

    /// <summary>Scores a corpus.</summary>
    /// <param name="hypotheses">The system's translations.</param>
    /// <param name="referenceStreams">One or more translations of the whole corpus, each as long as the hypotheses; null for
    /// a reference that a segment does not have. An empty string is a reference of length 0.</param>
    /// <exception cref="ArgumentException">The streams are not equally long, or there is none.</exception>
    public TerScore CorpusScore(IReadOnlyList<string> hypotheses, IReadOnlyList<IReadOnlyList<string?>> referenceStreams) =>
        NewAccumulator().ScoreCorpus(hypotheses, referenceStreams);

    /// <summary>Scores one sentence.</summary>
    /// <param name="hypothesis">The system's translation.</param>
    /// <param name="references">Its reference translations.</param>
    public TerScore SentenceScore(string hypothesis, IReadOnlyList<string?> references) =>
        NewAccumulator().ScoreSegment(hypothesis, references);

    /// <inheritdoc cref="IMetric.Score"/>
    public TerScore Score(ReadOnlySpan<double> sums, int? referenceCount) => new()
    {
        Score = Value(sums),
        Edits = (long)sums[0],
        RefLen = sums[1],
        Signature = Signature(referenceCount),
    };

    /// <inheritdoc/>
    public double Value(ReadOnlySpan<double> sums)
    {
        StatisticsRow.CheckWidth(sums, StatisticsWidth);
        return 100 * Rate(sums[0], sums[1]);
    }

    /// <inheritdoc/>
    public double ResampledValue(ReadOnlySpan<float> sums) => 100 * (double)Rate(sums[0], sums[1]);

    /// <inheritdoc/>
    public MetricSignature Signature(int? referenceCount) => new(
        referenceCount,
        new("case", "c", Options.CaseSensitive ? "mixed" : "lc"),
        new("tok", "t", "tercom"),
        new("norm", "nr", YesOrNo(Options.Normalized)),
        new("punct", "pn", YesOrNo(!Options.NoPunctuation)),
        new("asian", "as", YesOrNo(Options.AsianSupport)));

    /// <summary>Edits per word; without any reference word all edits are errors.</summary>
    private static T Rate<T>(T edits, T length)
        where T : IFloatingPointIeee754<T> =>
        length > T.Zero ? edits / length : edits > T.Zero ? T.One : T.Zero;

    private static string YesOrNo(bool value) => value ? "yes" : "no";
}
