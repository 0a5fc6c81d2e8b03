namespace Nmt.Runs.Config;

/// <summary>A figure of a validation.</summary>
public enum ValidationMetric
{
    /// <summary>BLEU of the translated validation set; more is better.</summary>
    Bleu,

    /// <summary>Cross-entropy a target token; less is better.</summary>
    Loss,

    /// <summary>exp of the loss; less is better.</summary>
    Perplexity,

    /// <summary>chrF of the translated validation set; more is better.</summary>
    Chrf,

    /// <summary>Translation edit rate of the translated validation set; less is better.</summary>
    Ter,
}
