using System.ComponentModel.DataAnnotations;
using System.Runtime.Serialization;
using Nmt.Metrics.Bleu;
using Nmt.Metrics.Chrf;
using Nmt.Metrics.Ter;
using Nmt.Text.Corpora;

namespace Nmt.Runs.Config;

/// <summary>Section <c>training.validation</c>: what a validation measures and how it translates.</summary>
public sealed record ValidationConfig : IValidatableObject
{
    /// <summary>
    /// Metrics computed in addition to loss, perplexity and the one that selects the best checkpoint. The validation set is translated
    /// only if one of them all needs translations.
    /// </summary>
    /// <value>The default value is BLEU, chrF and TER.</value>
    public OneOrMore<ValidationMetric> Metrics { get; init; } =
        new([ValidationMetric.Bleu, ValidationMetric.Chrf, ValidationMetric.Ter]);

    /// <summary>Hypotheses kept per sentence; 1 is greedy search. The other settings are those of the section <c>search</c>.</summary>
    /// <value>The default value is 1.</value>
    [Range(1, 1000)]
    public int BeamSize { get; init; } = 1;

    /// <summary>Number of validation sentences whose translations and attention are recorded.</summary>
    /// <value>The default value is 4 sentences.</value>
    [Range(0, 100)]
    public int Samples { get; init; } = 4;

    /// <summary>
    /// How BLEU tokenizes, in validations and on the test set. A run replaces <c>auto</c> when it starts, by the language or the script of
    /// the validation references, and keeps its choice.
    /// </summary>
    /// <value>The default value is auto.</value>
    public ValidationTokenizer Tokenize { get; init; } = ValidationTokenizer.Auto;

    /// <summary>How BLEU smooths n-gram orders without a match.</summary>
    /// <value>The default value is exp.</value>
    public BleuSmoothing SmoothMethod { get; init; } = BleuSmoothing.Exponential;

    /// <summary>The value of floor or add-k; null means 0.1 for floor and 1 for add-k.</summary>
    [Range(0.0, 1e6)]
    public double? SmoothValue { get; init; }

    /// <summary>Whether BLEU ignores case.</summary>
    public bool Lowercase { get; init; }

    /// <summary>How chrF is computed.</summary>
    public ChrfOptions Chrf { get; init; } = new();

    /// <summary>How TER is computed.</summary>
    public TerOptions Ter { get; init; } = new();

    /// <summary>How BLEU is computed.</summary>
    /// <exception cref="InvalidOperationException">When <see cref="Tokenize"/> is still auto, which a run resolves when it starts.</exception>
    public BleuOptions ToBleuOptions() => new()
    {
        Tokenizer = Tokenize switch
        {
            ValidationTokenizer.Mteval13a => BleuTokenizer.Mteval13a,
            ValidationTokenizer.International => BleuTokenizer.International,
            ValidationTokenizer.Character => BleuTokenizer.Character,
            ValidationTokenizer.Chinese => BleuTokenizer.Chinese,
            ValidationTokenizer.None => BleuTokenizer.None,
            var other => throw new InvalidOperationException($"the tokenizer is {other}: it has not been resolved"),
        },
        Smoothing = SmoothMethod,
        SmoothValue = SmoothValue,
        Lowercase = Lowercase,
    };

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (SmoothValue is { } value && SmoothMethod is not (BleuSmoothing.Floor or BleuSmoothing.AddK))
        {
            yield return new ValidationResult(
                FormattableString.Invariant($"applies only to smooth_method floor and add-k; got {value}"), [nameof(SmoothValue)]);
        }

        if (Chrf.CharOrder + Chrf.WordOrder == 0)
        {
            yield return new ValidationResult("char_order and word_order: one of them must be at least 1", [nameof(Chrf)]);
        }

        if (Ter is { AsianSupport: true, Normalized: false, NoPunctuation: false })
        {
            yield return new ValidationResult(
                "has no effect unless normalized or no_punctuation is true", [$"{nameof(Ter)}.{nameof(TerOptions.AsianSupport)}"]);
        }
    }
}

/// <summary>BLEU's tokenizer in validations; the names are those of <c>nmt bleu --tokenize</c>.</summary>
public enum ValidationTokenizer
{
    /// <summary>The one that suits the target language.</summary>
    Auto,

    /// <summary><c>13a</c>: that of mteval-v13a.</summary>
    [EnumMember(Value = "13a")]
    Mteval13a,

    /// <summary><c>intl</c>: that of mteval-v14.</summary>
    [EnumMember(Value = "intl")]
    International,

    /// <summary><c>char</c>: every character is a token.</summary>
    [EnumMember(Value = "char")]
    Character,

    /// <summary><c>zh</c>: every Chinese character is a token.</summary>
    [EnumMember(Value = "zh")]
    Chinese,

    /// <summary><c>none</c>: the text is already tokenized.</summary>
    None,
}

/// <summary>A validation metric.</summary>
public enum ValidationMetric
{
    /// <summary>BLEU of the translated validation set; higher is better.</summary>
    Bleu,

    /// <summary>Cross-entropy per target token; lower is better.</summary>
    Loss,

    /// <summary>exp of the loss; lower is better.</summary>
    Perplexity,

    /// <summary>chrF of the translated validation set; higher is better.</summary>
    Chrf,

    /// <summary>Translation edit rate of the translated validation set; lower is better.</summary>
    Ter,
}

/// <summary>The names of validation metrics in text.</summary>
public static class ValidationMetrics
{
    /// <summary>The usual spelling of a metric, such as BLEU.</summary>
    public static string DisplayName(this ValidationMetric metric) => metric switch
    {
        ValidationMetric.Bleu => "BLEU",
        ValidationMetric.Chrf => "chrF",
        ValidationMetric.Ter => "TER",
        var other => other.ToString().ToLowerInvariant(),
    };
}
