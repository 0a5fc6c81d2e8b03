using System.Globalization;
using Nmt.Runs;
using Nmt.Runs.Config;

namespace Nmt.Training.Validation;

/// <summary>
/// Notices that the metric that selects the best checkpoint does not move from the first validation on while chrF rises: then it
/// does not measure the target text, as BLEU and TER do not if their words are whole sentences without spaces.
/// </summary>
internal static class StagnantMetric
{
    /// <summary>With fewer validations, BLEU of a model that learns slowly may still be 0.</summary>
    private const int MinValidations = 3;

    /// <summary>The largest difference between scores that did not move, in points.</summary>
    private const double MaxRange = 0.1;

    /// <summary>How many times its first value chrF must reach.</summary>
    private const double MinGrowth = 3;

    /// <summary>The chrF from which a metric that works is above 0: translations share whole words with the references.</summary>
    private const double MinChrf = 20;

    /// <summary>The warning that is due after the last of a run's validations; null for none. It is due once in a run.</summary>
    /// <param name="training">The training config.</param>
    /// <param name="validations">All validations of the run so far.</param>
    public static string? Advice(TrainingConfig training, IEnumerable<ValidationRow> validations)
    {
        if (training.Metric is not (ValidationMetric.Bleu or ValidationMetric.Ter))
        {
            return null;
        }

        var (lowest, highest) = (double.PositiveInfinity, double.NegativeInfinity);
        double? firstChrf = null;
        string? advice = null;
        foreach (var (index, row) in validations.Index())
        {
            if (advice is not null || (training.Metric == ValidationMetric.Bleu ? row.Bleu : row.Ter) is not { } score || row.Chrf is not { } chrf)
            {
                // It was due earlier, or cannot be told.
                return null;
            }

            (lowest, highest) = (Math.Min(lowest, score), Math.Max(highest, score));
            firstChrf ??= chrf;
            if (index + 1 >= MinValidations && highest - lowest <= MaxRange && chrf >= MinChrf && chrf >= MinGrowth * firstChrf)
            {
                advice = Text(training, index + 1, (lowest, highest), (firstChrf.Value, chrf));
            }
        }

        return advice;
    }

    private static string Text(TrainingConfig training, int count, (double Lowest, double Highest) score, (double First, double Last) chrf)
    {
        string range = score.Lowest == score.Highest ? Number(score.Lowest) : $"{Number(score.Lowest)} to {Number(score.Highest)}";
        string metric = training.Metric.DisplayName();
        string other = training.Metric == ValidationMetric.Bleu
            ? "another training.validation.tokenize (zh for Chinese, char for other text without spaces between words)"
            : "training.validation.ter: { normalized: true, asian_support: true } if it is Chinese or Japanese";
        return $"{metric} stayed at {range} in the first {count} validations, while chrF rose from {Number(chrf.First)} to {Number(chrf.Last)}: "
            + $"{metric} does not suit the target text, but selects the best checkpoint and decides when training stops; "
            + $"start a new run with training.metric: chrf, or with {other}";
    }

    private static string Number(double value) => value.ToString("F2", CultureInfo.InvariantCulture);
}
