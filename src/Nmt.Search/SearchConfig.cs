using System.ComponentModel.DataAnnotations;

namespace Nmt.Search;

/// <summary>Section <c>search</c>: how translations are looked for.</summary>
public sealed record SearchConfig : IValidatableObject
{
    /// <summary>Hypotheses kept a sentence; 1 is greedy search.</summary>
    /// <value>The default value is 5.</value>
    [Range(1, 1000)]
    public int BeamSize { get; init; } = 5;

    /// <summary>Translations given out a sentence.</summary>
    /// <value>The default value is 1.</value>
    [Range(1, 1000)]
    public int NBest { get; init; } = 1;

    /// <summary>How the log-probability of a finished hypothesis is divided by a function of its length.</summary>
    public LengthPenaltyKind LengthPenalty { get; init; } = LengthPenaltyKind.Average;

    /// <summary>The exponent α of the length penalty.</summary>
    /// <value>The default value is 1.0.</value>
    [Range(0.0, 10.0)]
    public double LengthPenaltyAlpha { get; init; } = 1.0;

    /// <summary>A translation ends after this many subwords for each of the source's, plus <see cref="MaxLengthOffset"/>.</summary>
    /// <value>The default value is 2.0.</value>
    [Range(0.1, 100.0)]
    public double MaxLengthRatio { get; init; } = 2.0;

    /// <summary>Subwords allowed on top of <see cref="MaxLengthRatio"/>.</summary>
    /// <value>The default value is 10.</value>
    [Range(1, 100_000)]
    public int MaxLengthOffset { get; init; } = 10;

    /// <summary>A source line is cut to this many subwords, with a warning that names it.</summary>
    /// <value>The default value is 1024.</value>
    [Range(1, 1_000_000)]
    public int MaxSourceLength { get; init; } = 1024;

    /// <summary>Sentences translated at once.</summary>
    /// <value>The default value is 64.</value>
    [Range(1, 100_000)]
    public int BatchSentences { get; init; } = 64;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (NBest > BeamSize)
        {
            yield return new ValidationResult($"must not exceed search.beam_size ({BeamSize}); got {NBest}", [nameof(NBest)]);
        }
    }
}
