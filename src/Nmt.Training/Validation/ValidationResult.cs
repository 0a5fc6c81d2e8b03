using System.Globalization;

namespace Nmt.Training.Validation;

/// <summary>One row of <c>validations.csv</c>.</summary>
/// <param name="Update">Updates done.</param>
/// <param name="Epoch">Epochs finished, with the share of the running one.</param>
/// <param name="TrainLoss">Mean training loss a target token since the last validation, in nats.</param>
/// <param name="Loss">Validation cross-entropy a target token, in nats, without label smoothing.</param>
/// <param name="Perplexity">exp of <paramref name="Loss"/>.</param>
/// <param name="Bleu">BLEU of the translated validation set, 0 to 100; none where it is not measured.</param>
/// <param name="Chrf">Its chrF2, 0 to 100; none where it is not measured.</param>
/// <param name="Ter">Its translation edit rate in percent; none where it is not measured.</param>
/// <param name="LearningRate">Learning rate that led here.</param>
/// <param name="TokensPerSecond">Target tokens trained a second since the last validation.</param>
/// <param name="Seconds">Seconds since training began, over all starts of the run.</param>
/// <param name="IsBest">Whether it is the best so far.</param>
public sealed record ValidationResult(
    long Update, double Epoch, double TrainLoss, double Loss, double Perplexity, double? Bleu, double? Chrf, double? Ter,
    double LearningRate, double TokensPerSecond, double Seconds, bool IsBest)
{
    /// <summary>All figures as people read them, as in <c>loss 1.2345, perplexity 3.44, BLEU 30.21</c>; those that were not measured are left out.</summary>
    public string Figures => string.Create(
        CultureInfo.InvariantCulture,
        $"loss {Loss:F4}, perplexity {Perplexity:F2}{Figure("BLEU", Bleu)}{Figure("chrF", Chrf)}{Figure("TER", Ter)}");

    private static string Figure(string name, double? value) =>
        value is { } known ? string.Create(CultureInfo.InvariantCulture, $", {name} {known:F2}") : "";
}
