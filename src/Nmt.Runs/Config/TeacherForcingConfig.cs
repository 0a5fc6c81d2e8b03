using System.ComponentModel.DataAnnotations;

namespace Nmt.Runs.Config;

/// <summary>
/// Section <c>training.teacher_forcing</c>: how often the decoder reads the reference's token and not its own (scheduled
/// sampling, Bengio et al. 2015).
/// </summary>
public sealed record TeacherForcingConfig : IValidatableObject
{
    /// <summary>How the ratio changes.</summary>
    public TeacherForcingKind Type { get; init; } = TeacherForcingKind.Constant;

    /// <summary>The share of inputs that are the reference's, at the start.</summary>
    /// <value>The default value is 1.0.</value>
    [Range(0.0, 1.0)]
    public double Ratio { get; init; } = 1.0;

    /// <summary>The ratio does not fall below this.</summary>
    /// <value>The default value is 0.</value>
    [Range(0.0, 1.0)]
    public double MinRatio { get; init; }

    /// <summary>The scale of the fall, in updates.</summary>
    /// <value>The default value is 0: all types but constant need a value.</value>
    [Range(0, long.MaxValue)]
    public long Updates { get; init; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Type != TeacherForcingKind.Constant && Updates == 0)
        {
            yield return new ValidationResult("must be at least 1 unless type is constant; got 0", [nameof(Updates)]);
        }

        if (MinRatio > Ratio)
        {
            yield return new ValidationResult(
                FormattableString.Invariant($"must not exceed training.teacher_forcing.ratio ({Ratio}); got {MinRatio}"), [nameof(MinRatio)]);
        }
    }
}
