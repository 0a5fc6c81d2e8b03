using Nmt.Runs.Config;

namespace Nmt.Training.Validation;

/// <summary>What a model reaches on the validation set.</summary>
/// <param name="Loss">Cross-entropy a target token, in nats.</param>
/// <param name="Bleu">BLEU, 0 to 100; none where it is not measured.</param>
/// <param name="Chrf">chrF2, 0 to 100; none where it is not measured.</param>
/// <param name="Ter">Translation edit rate in percent; none where it is not measured.</param>
public sealed record ValidationScores(double Loss, double? Bleu, double? Chrf, double? Ter)
{
    /// <summary>exp of the loss.</summary>
    public double Perplexity => Math.Exp(Loss);

    /// <summary>The translations that the record keeps.</summary>
    public IReadOnlyList<ValidationSample> Samples { get; init; } = [];

    /// <summary>The figure that says what is best; higher is better.</summary>
    /// <exception cref="InvalidOperationException">When it was not measured.</exception>
    public double Score(ValidationMetric metric) => metric switch
    {
        ValidationMetric.Loss => -Loss,
        ValidationMetric.Perplexity => -Perplexity,
        ValidationMetric.Bleu when Bleu is { } bleu => bleu,
        ValidationMetric.Chrf when Chrf is { } chrf => chrf,
        ValidationMetric.Ter when Ter is { } ter => -ter,
        var other => throw new InvalidOperationException($"{other} was not measured"),
    };
}
