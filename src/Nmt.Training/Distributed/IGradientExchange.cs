using TorchSharp.Modules;

namespace Nmt.Training.Distributed;

/// <summary>
/// Sums what the processes of a training run compute from their own batches of an update, so that together they take the same step
/// as a single process with all batches. Every process calls the same methods in the same order, so decisions that depend on a sum
/// (whether the batches fit into memory, whether the gradient is finite) are the same in all of them.
/// </summary>
public interface IGradientExchange
{
    /// <summary>The rank of this process, from 0.</summary>
    int Rank { get; }

    /// <summary>The number of processes.</summary>
    int Processes { get; }

    /// <summary>The sum of a value over all processes.</summary>
    double Sum(double value);

    /// <summary>Replaces the gradients of parameters by their sums over all processes.</summary>
    void SumGradients(IReadOnlyList<Parameter> parameters);
}

/// <summary>Training in a single process: every sum is the value itself.</summary>
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
        // They already are the sums.
    }
}
