using TorchSharp.Modules;

namespace Nmt.Training.Distributed;

/// <summary>
/// Adds up what the processes of one training computed, each from its own batches of an update, so that together they take the
/// step that one process takes with all of the batches. Every process calls the same methods in the same order, and whatever
/// they decide by a sum (whether the batches fit into memory, whether the gradient is finite) they decide alike.
/// </summary>
public interface IGradientExchange
{
    /// <summary>The number of this process, from 0.</summary>
    int Rank { get; }

    /// <summary>How many processes there are.</summary>
    int Processes { get; }

    /// <summary>The sum of a value over all processes.</summary>
    double Sum(double value);

    /// <summary>Replaces the gradients of parameters by their sums over all processes.</summary>
    void SumGradients(IReadOnlyList<Parameter> parameters);
}

/// <summary>A training in one process: every sum is its own value.</summary>
public sealed class SingleProcess : IGradientExchange
{
    /// <inheritdoc/>
    public int Rank => 0;

    /// <inheritdoc/>
    public int Processes => 1;

    /// <inheritdoc/>
    public double Sum(double value) => value;

    /// <inheritdoc/>
    public void SumGradients(IReadOnlyList<Parameter> parameters)
    {
        // They are the sums already.
    }
}
