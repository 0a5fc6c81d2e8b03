using System.Runtime.CompilerServices;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Powers of e.</summary>
    public static Tensor exp(Tensor input) => Checked(input).exp();

    /// <summary>Natural logarithms.</summary>
    public static Tensor log(Tensor input) => Checked(input).log();

    /// <summary>Square roots.</summary>
    public static Tensor sqrt(Tensor input) => Checked(input).sqrt();

    /// <summary>Absolute values.</summary>
    public static Tensor abs(Tensor input) => Checked(input).abs();

    /// <summary>Logistic function.</summary>
    public static Tensor sigmoid(Tensor input) => Checked(input).sigmoid();

    /// <summary>Hyperbolic tangents.</summary>
    public static Tensor tanh(Tensor input) => Checked(input).tanh();

    /// <summary>Whether elements are not numbers.</summary>
    public static Tensor isnan(Tensor input) => Checked(input).isnan();

    /// <summary>Whether elements are zero.</summary>
    public static Tensor logical_not(Tensor input) => Checked(input).logical_not();

    /// <summary>Whether elements are finite.</summary>
    public static Tensor isfinite(Tensor tensor) => Checked(tensor).isfinite();

    /// <summary>Whether both elements are nonzero.</summary>
    public static Tensor logical_and(Tensor left, Tensor right) => Checked(left).logical_and(right);

    /// <summary>Whether one of the elements is nonzero.</summary>
    public static Tensor logical_or(Tensor left, Tensor right) => Checked(left).logical_or(right);

    /// <summary>The greater of two elements.</summary>
    public static Tensor maximum(Tensor input, Tensor other) => Checked(input).maximum(other);

    /// <summary>The smaller of two elements.</summary>
    public static Tensor minimum(Tensor input, Tensor other) => Checked(input).minimum(other);

    /// <summary>Limits the elements.</summary>
    public static Tensor clamp(Tensor input, Scalar? min = null, Scalar? max = null) => Checked(input).clamp(min, max);

    /// <summary>Limits the elements.</summary>
    public static Tensor clamp(Tensor input, Tensor? min = null, Tensor? max = null) => Checked(input).clamp(min, max);

    /// <summary>Whether all elements are equal within tolerances.</summary>
    public static bool allclose(Tensor tensor, Tensor target, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false) =>
        Checked(tensor).allclose(target, rtol, atol, equal_nan);

    /// <summary>A tensor that is not null.</summary>
    internal static Tensor Checked(Tensor tensor, [CallerArgumentExpression(nameof(tensor))] string? name = null)
    {
        ArgumentNullException.ThrowIfNull(tensor, name);
        return tensor;
    }
}
