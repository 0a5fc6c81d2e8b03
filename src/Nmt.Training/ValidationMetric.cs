namespace Nmt.Training;

/// <summary>Which figure of the validations says what is best.</summary>
public enum ValidationMetric
{
    /// <summary>BLEU of the greedy translation of the validation set; more is better.</summary>
    Bleu,

    /// <summary>Cross-entropy a target token; less is better.</summary>
    Loss,
}
