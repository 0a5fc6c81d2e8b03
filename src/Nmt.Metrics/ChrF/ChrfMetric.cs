using System.Globalization;

namespace Nmt.Metrics;

/// <summary>chrF and chrF++ (Popović 2015 and 2017), equal to sacreBLEU's in every option of it.</summary>
public sealed class ChrfMetric : IMetric<ChrfScore>
{
    /// <summary>Prepares the metric.</summary>
    /// <param name="options">How it is computed; sacreBLEU's defaults when null.</param>
    public ChrfMetric(ChrfOptions? options = null)
    {
        Options = options ?? new ChrfOptions();
        ArgumentOutOfRangeException.ThrowIfNegative(Options.CharOrder, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(Options.WordOrder, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(Options.CharOrder + Options.WordOrder, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(Options.Beta, nameof(options));
    }

    /// <summary>How the metric is computed.</summary>
    public ChrfOptions Options { get; }

    /// <summary>The metric's name with beta and word order, such as <c>chrF2++</c>.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"chrF{Options.Beta}{new string('+', Options.WordOrder)}");

    /// <inheritdoc/>
    public bool IsHigherBetter => true;

    /// <inheritdoc/>
    /// <remarks>Per order, characters first: n-grams of the hypothesis, n-grams of the reference, matches.</remarks>
    public int StatisticsWidth => ChrfStatistics.NumbersPerOrder * (Options.CharOrder + Options.WordOrder);

    /// <inheritdoc/>
    public ISegmentCounter NewCounter() => new ChrfSegmentCounter(Options);

    /// <summary>Starts a corpus whose segments are added one by one.</summary>
    public CorpusAccumulator<ChrfScore> NewAccumulator() => new(this);

    /// <summary>Scores a corpus.</summary>
    /// <param name="hypotheses">The system's translations, not tokenized.</param>
    /// <param name="referenceStreams">One or more translations of the whole corpus, each as long as the hypotheses; null for
    /// a reference that a segment does not have.</param>
    /// <exception cref="ArgumentException">The streams are not equally long, or there is none.</exception>
    public ChrfScore CorpusScore(IReadOnlyList<string> hypotheses, IReadOnlyList<IReadOnlyList<string?>> referenceStreams) =>
        NewAccumulator().ScoreCorpus(hypotheses, referenceStreams);

    /// <summary>Scores one sentence.</summary>
    /// <param name="hypothesis">The system's translation, not tokenized.</param>
    /// <param name="references">Its reference translations.</param>
    public ChrfScore SentenceScore(string hypothesis, IReadOnlyList<string?> references) =>
        NewAccumulator().ScoreSegment(hypothesis, references);

    /// <inheritdoc cref="IMetric.Score"/>
    public ChrfScore Score(ReadOnlySpan<double> sums, int? referenceCount) => new()
    {
        Name = Name,
        Score = Value(sums),
        Statistics = new ChrfStatistics(sums),
        Signature = Signature(referenceCount),
    };

    /// <inheritdoc/>
    public double Value(ReadOnlySpan<double> sums)
    {
        StatisticsRow.CheckWidth(sums, StatisticsWidth);
        return ChrfFormula.Compute(sums, Options);
    }

    /// <inheritdoc/>
    public double ResampledValue(ReadOnlySpan<float> sums) => ChrfFormula.Compute(sums, Options);

    /// <summary>The signature of scores of this metric.</summary>
    /// <param name="referenceCount">References per segment; null when the segments differ ("var").</param>
    public MetricSignature Signature(int? referenceCount) => new(
        referenceCount,
        new("case", "c", Options.Lowercase ? "lc" : "mixed"),
        new("eff", "e", Options.EpsSmoothing ? "no" : "yes"),
        new("nc", "nc", Options.CharOrder.ToString(CultureInfo.InvariantCulture)),
        new("nw", "nw", Options.WordOrder.ToString(CultureInfo.InvariantCulture)),
        new("space", "s", Options.Whitespace ? "yes" : "no"));
}
