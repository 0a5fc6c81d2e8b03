namespace Nmt.Training.Validation;

/// <summary>What a model reaches on the validation set.</summary>
/// <param name="Loss">Cross-entropy a target token, in nats.</param>
/// <param name="Bleu">BLEU of the greedy translation, 0 to 100.</param>
/// <param name="Sample">The translation of the first sentence.</param>
public sealed record ValidationScores(double Loss, double Bleu, string Sample)
{
    /// <summary>The figure that says what is best; higher is better.</summary>
    public double Score(ValidationMetric metric) => metric switch
    {
        ValidationMetric.Bleu => Bleu,
        ValidationMetric.Loss => -Loss,
        var other => throw new InvalidOperationException($"unknown metric {other}"),
    };
}
