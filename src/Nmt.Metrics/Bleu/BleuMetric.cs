using Nmt.Metrics.Statistics;
using Nmt.Metrics.Text;

namespace Nmt.Metrics.Bleu;

/// <summary>BLEU (Papineni et al. 2002), equal to sacreBLEU's (Post 2018) with every option.</summary>
public sealed class BleuMetric : IMetric<BleuScore>
{
    internal const string MetricName = "BLEU";

    /// <summary>Prepares the metric.</summary>
    /// <param name="options">How it is computed; sacreBLEU's defaults when null.</param>
    public BleuMetric(BleuOptions? options = null)
    {
        Options = options ?? new BleuOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(Options.MaxNgramOrder, 1, nameof(options));
        if (Options.SuppliedTokenizer is { } supplied && (supplied.Name.Length == 0 || supplied.Name.AsSpan().ContainsAny('|', ':')))
        {
            throw new ArgumentException($"A tokenizer's name must not be empty or contain '|' or ':'; got '{supplied.Name}'.", nameof(options));
        }
    }

    /// <summary>How the metric is computed.</summary>
    public BleuOptions Options { get; }

    /// <inheritdoc/>
    public string Name => MetricName;

    /// <inheritdoc/>
    public bool IsHigherBetter => true;

    /// <inheritdoc/>
    /// <remarks>Tokens of the hypothesis and of the closest reference, then matches per order, then n-grams per order.</remarks>
    public int StatisticsWidth => 2 + (2 * Options.MaxNgramOrder);

    /// <inheritdoc/>
    public ISegmentCounter CreateCounter() => new BleuSegmentCounter(Options);

    /// <inheritdoc cref="IMetric.Score"/>
    public BleuScore Score(ReadOnlySpan<double> sums, int? referenceCount)
    {
        StatisticsRow.CheckWidth(sums, StatisticsWidth);
        return BleuFormula.Compute(sums, Options, Signature(referenceCount));
    }

    /// <inheritdoc/>
    public double Value(ReadOnlySpan<double> sums)
    {
        StatisticsRow.CheckWidth(sums, StatisticsWidth);
        return BleuFormula.Value(sums, Options);
    }

    /// <inheritdoc/>
    /// <remarks>BLEU's own arithmetic stays in double precision: only the sums are rounded.</remarks>
    public double ResampledValue(ReadOnlySpan<float> sums)
    {
        var wide = sums.Length <= 64 ? stackalloc double[sums.Length] : new double[sums.Length];
        for (int i = 0; i < sums.Length; i++)
        {
            wide[i] = sums[i];
        }

        return Value(wide);
    }

    /// <summary>The signature of scores of this metric.</summary>
    /// <param name="referenceCount">References per segment; null when the segments differ ("var").</param>
    public MetricSignature Signature(int? referenceCount)
    {
        string smoothing = BleuOptionNames.NameOf(Options.Smoothing);
        if (BleuFormula.DefaultSmoothValue(Options.Smoothing) is { } defaultValue)
        {
            smoothing += $"[{PythonNumber.Fixed(Options.SmoothValue ?? defaultValue, 2)}]";
        }

        return new MetricSignature(
            referenceCount,
            new("case", "c", Options.Lowercase ? "lc" : "mixed"),
            new("eff", "e", Options.EffectiveOrder ? "yes" : "no"),
            new("tok", "tok", Options.SuppliedTokenizer?.Name ?? BleuOptionNames.NameOf(Options.Tokenizer)),
            new("smooth", "s", smoothing));
    }

    /// <summary>Returns the line as the metric counts it, after any lowercasing, trimming and tokenization.</summary>
    /// <param name="line">A hypothesis or reference.</param>
    public string Preprocess(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return new BleuSegmentCounter(Options).Preprocess(line);
    }
}
