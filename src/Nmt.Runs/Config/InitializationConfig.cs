using System.ComponentModel.DataAnnotations;

namespace Nmt.Runs.Config;

/// <summary>Section <c>training.initialization</c>: first weights of all but the embeddings.</summary>
public sealed record InitializationConfig
{
    /// <summary>How matrices are drawn.</summary>
    public InitializationKind Weights { get; init; } = InitializationKind.Uniform;

    /// <summary>How the matrices are drawn that a recurrent state is multiplied with; as the others by default.</summary>
    public InitializationKind? Recurrent { get; init; }

    /// <summary>Whether biases begin at zero; otherwise uniformly between minus and plus <c>training.initial_range</c>.</summary>
    /// <value>The default value is false.</value>
    public bool ZeroBias { get; init; }

    /// <summary>Added to the forget gates' biases, so that cells remember at first (Jozefowicz et al. 2015 take 1).</summary>
    /// <value>The default value is 0.</value>
    [Range(-10.0, 10.0)]
    public double ForgetBias { get; init; }
}
