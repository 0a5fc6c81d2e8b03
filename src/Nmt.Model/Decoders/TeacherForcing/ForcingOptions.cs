namespace Nmt.Model.Decoders.TeacherForcing;

/// <summary>How a batch's target side is decoded in training.</summary>
public sealed record ForcingOptions
{
    /// <summary>The share of inputs that are the reference's tokens; the others are the model's own (scheduled sampling).</summary>
    public double TeacherRatio { get; init; } = 1;

    /// <summary>Whether the attention weights must carry gradients.</summary>
    public bool DifferentiableWeights { get; init; }
}
