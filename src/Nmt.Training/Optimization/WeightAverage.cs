using Nmt.Model;
using TorchSharp;
using static TorchSharp.torch;

namespace Nmt.Training.Optimization;

/// <summary>
/// An exponential moving average of a model's weights (Polyak and Juditsky 1992): after update t it moves to
/// <c>d a + (1 - d) w</c> with <c>d = min(decay, t/(t + 9))</c>, so that the poor weights of the first updates are soon forgotten.
/// Validation and translation use the average.
/// </summary>
public sealed class WeightAverage : IDisposable
{
    // Limits the decay at first: t/(t + 9) is a tenth after the first update and nine tenths after the 81st.
    private const int Ramp = 9;

    private readonly double _decay;
    private readonly (string Name, Tensor Weight, Tensor Average)[] _entries;

    /// <summary>Creates an average that starts at the model's current weights.</summary>
    /// <param name="model">The model, which the caller owns.</param>
    /// <param name="decay">The weight of the past in the average.</param>
    public WeightAverage(TranslationModel model, double decay)
    {
        ArgumentNullException.ThrowIfNull(model);
        _decay = decay;
        using var noGradient = no_grad();
        _entries = [.. model.state_dict().Select(entry => (entry.Key, entry.Value, entry.Value.detach().clone().DetachFromDisposeScope()))];
    }

    /// <summary>The averages under the weights' names.</summary>
    public IEnumerable<(string Name, Tensor Tensor)> Tensors => _entries.Select(entry => (entry.Name, entry.Average));

    /// <summary>Adds the model's current weights.</summary>
    /// <param name="update">The number of the update that produced them, from 1.</param>
    public void Add(long update)
    {
        using var noGradient = no_grad();
        double decay = Math.Min(_decay, (double)update / (update + Ramp));
        foreach (var (_, weight, average) in _entries)
        {
            // Computed as a difference, so that the average of a frozen weight is bit-identical to it.
            using var difference = weight - average;
            average.add_(difference, (1 - decay).ToScalar());
        }
    }

    /// <summary>Restarts the average at the model's current weights.</summary>
    public void Restart()
    {
        using var noGradient = no_grad();
        foreach (var (_, weight, average) in _entries)
        {
            average.copy_(weight);
        }
    }

    /// <summary>Swaps the average and the model's weights; a second call restores both bit for bit.</summary>
    public void Swap()
    {
        using var noGradient = no_grad();
        foreach (var (_, weight, average) in _entries)
        {
            using var saved = weight.clone();
            weight.copy_(average);
            average.copy_(saved);
        }
    }

    /// <summary>Frees the average.</summary>
    public void Dispose()
    {
        foreach (var (_, _, average) in _entries)
        {
            average.Dispose();
        }
    }
}
