using System.Globalization;

namespace Nmt.Metrics;

/// <summary>A BLEU score with all that sacreBLEU reports beside it.</summary>
public sealed record BleuScore : IMetricScore
{
    /// <summary>The score on the scale 0 to 100. A perfect match gives 100.00000000000004, as in sacreBLEU.</summary>
    public required double Score { get; init; }

    /// <summary>Matches per order, unigrams first, after smoothing by add-k.</summary>
    public required IReadOnlyList<double> Counts { get; init; }

    /// <summary>N-grams of the hypotheses per order, after smoothing by add-k.</summary>
    public required IReadOnlyList<double> Totals { get; init; }

    /// <summary>Smoothed precision per order in percent; all 0 where nothing matches.</summary>
    public required IReadOnlyList<double> Precisions { get; init; }

    /// <summary>The factor, at most 1, that punishes output shorter than the references.</summary>
    public required double BrevityPenalty { get; init; }

    /// <summary>Tokens of the hypotheses.</summary>
    public required long SysLen { get; init; }

    /// <summary>Tokens of the references closest in length.</summary>
    public required long RefLen { get; init; }

    /// <summary>What the score was computed with.</summary>
    public required MetricSignature Signature { get; init; }

    /// <summary>Hypothesis length over reference length; 0 without any reference token.</summary>
    public double Ratio => RefLen == 0 ? 0 : (double)SysLen / RefLen;

    /// <inheritdoc/>
    public ScoreReport Report => new("BLEU", Score, Signature, Details);

    private string Details
    {
        get
        {
            string penalty = PythonNumber.Fixed(BrevityPenalty, 3);
            string ratio = PythonNumber.Fixed(Ratio, 3);
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{PrecisionTexts()} (BP = {penalty} ratio = {ratio} hyp_len = {SysLen} ref_len = {RefLen})");
        }
    }

    // No Select over numbers: its code cannot be compiled beforehand, which every start would pay for.
    private string PrecisionTexts()
    {
        string[] texts = new string[Precisions.Count];
        for (int i = 0; i < texts.Length; i++)
        {
            texts[i] = PythonNumber.Fixed(Precisions[i], 1);
        }

        return string.Join('/', texts);
    }

    /// <summary>The line that sacreBLEU prints, with two decimals.</summary>
    public override string ToString() => this.Format();
}
