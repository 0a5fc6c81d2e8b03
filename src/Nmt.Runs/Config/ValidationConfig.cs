using System.ComponentModel.DataAnnotations;
using Nmt.Text;

namespace Nmt.Runs.Config;

/// <summary>Section <c>training.validation</c>: what a validation measures, and how it translates.</summary>
public sealed record ValidationConfig
{
    /// <summary>
    /// The figures that are measured, besides loss and perplexity, which always are, and the one that says what is best. Without
    /// one of a translation the validation set is not translated.
    /// </summary>
    /// <value>The default value is BLEU, chrF and TER.</value>
    public OneOrMore<ValidationMetric> Metrics { get; init; } =
        new([ValidationMetric.Bleu, ValidationMetric.Chrf, ValidationMetric.Ter]);

    /// <summary>Hypotheses kept a sentence; 1 is greedy search. The other settings are those of the section <c>search</c>.</summary>
    /// <value>The default value is 1.</value>
    [Range(1, 1000)]
    public int BeamSize { get; init; } = 1;

    /// <summary>Validation sentences whose translations and attention the record keeps.</summary>
    /// <value>The default value is 4 sentences.</value>
    [Range(0, 100)]
    public int Samples { get; init; } = 4;
}
