using Nmt.Runs;
using Nmt.Runs.Config;
using Nmt.Training.Validation;

namespace Nmt.Training.Tests.Validation;

public sealed class StagnantMetricTests
{
    private static readonly double[] Chrf = [4, 9, 24, 50, 81, 88];

    [Fact]
    public void Bleu_that_stays_at_0_while_chrf_rises_is_reported_once_and_early()
    {
        // When
        var advice = Advice(ValidationMetric.Bleu, Chrf.Select(chrf => Row(0, chrf, 100)));

        // Then
        var (validation, text) = Assert.Single(advice);
        Assert.Equal(3, validation);
        Assert.Equal(
            "BLEU stayed at 0.00 in the first 3 validations, while chrF rose from 4.00 to 24.00: BLEU does not suit the target text, but selects "
            + "the best checkpoint and decides when training stops; start a new run with training.metric: chrf, or with another "
            + "training.validation.tokenize (zh for Chinese, char for other text without spaces between words)",
            text);
    }

    [Fact]
    public void Ter_that_does_not_move_is_reported_with_its_own_settings()
    {
        // When
        var advice = Advice(ValidationMetric.Ter, Chrf.Select((chrf, i) => Row(0, chrf, i == 1 ? 99.95 : 100)));

        // Then
        string text = Assert.Single(advice).Text;
        Assert.StartsWith("TER stayed at 99.95 to 100.00 in the first 3 validations", text, StringComparison.Ordinal);
        Assert.EndsWith("with training.validation.ter: { normalized: true, asian_support: true } if it is Chinese or Japanese", text, StringComparison.Ordinal);
    }

    public static TheoryData<ValidationMetric, double?[], double?[]> Unremarkable => new()
    {
        { ValidationMetric.Bleu, [0, 0.4, 2, 5, 20], [4, 9, 24, 50, 81] }, // both rise
        { ValidationMetric.Bleu, [0, 0, 0, 0, 0], [4, 5, 6, 11, 18] }, // the model has hardly learned anything
        { ValidationMetric.Bleu, [30, 30.05, 30.02, 30, 30], [54, 55, 55, 56, 55] }, // neither moves
        { ValidationMetric.Bleu, [0, 0], [4, 90] }, // too early to tell
        { ValidationMetric.Bleu, [0, 0, 0, 0], [null, null, null, null] }, // chrF is not measured
        { ValidationMetric.Chrf, [0, 0, 0, 0], [4, 9, 24, 50] }, // another metric selects
        { ValidationMetric.Loss, [0, 0, 0, 0], [4, 9, 24, 50] },
    };

    [Theory]
    [MemberData(nameof(Unremarkable))]
    public void There_is_no_warning_otherwise(ValidationMetric metric, double?[] bleu, double?[] chrf)
    {
        Assert.Empty(Advice(metric, bleu.Zip(chrf, (b, c) => Row(b, c, 100))));
    }

    /// <summary>The advice after each validation that causes one.</summary>
    private static List<(int Validation, string Text)> Advice(ValidationMetric metric, IEnumerable<ValidationRow> rows)
    {
        var training = new TrainingConfig { Metric = metric };
        ValidationRow[] all = [.. rows];
        return
        [
            .. Enumerable.Range(1, all.Length).Select(count => (count, StagnantMetric.Advice(training, all.Take(count))!))
                .Where(advice => advice.Item2 is not null),
        ];
    }

    private static ValidationRow Row(double? bleu, double? chrf, double? ter) => new(1, 1, 1, 1, 1, bleu, chrf, ter, 1, 1, 1, false);
}
