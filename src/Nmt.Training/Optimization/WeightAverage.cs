using Nmt.Model;
using TorchSharp;
using static TorchSharp.torch;

namespace Nmt.Training.Optimization;

/// <summary>
/// An exponential moving average of a model's weights (Polyak and Juditsky 1992): after update t it moves to
/// <c>d a + (1 - d) w</c> with <c>d = min(decay, t/(t + 9))</c>, so that the first updates, whose weights are far from any
/// that are wanted, are soon forgotten. Validations, and the model that translates, use the average.
/// </summary>
public sealed class WeightAverage : IDisposable
{
    // The share of the past at first: t/(t + 9) is a tenth after the first update and nine tenths after the 81st.
    private const int Ramp = 9;

    private readonly double _decay;
    private readonly (string Name, Tensor Weight, Tensor Average)[] _entries;

    /// <summary>Begins an average at the model's weights as they are.</summary>
    /// <param name="model">The model, which stays the caller's.</param>
    /// <param name="decay">The share of the past.</param>
    public WeightAverage(TranslationModel model, double decay)
    {
        ArgumentNullException.ThrowIfNull(model);
        _decay = decay;
        using var noGradient = no_grad();
        _entries = [.. model.state_dict().Select(entry => (entry.Key, entry.Value, entry.Value.detach().clone().DetachFromDisposeScope()))];
    }

    /// <summary>The averages under the weights' names.</summary>
    public IEnumerable<(string Name, Tensor Tensor)> Tensors => _entries.Select(entry => (entry.Name, entry.Average));

    /// <summary>Takes the model's weights in.</summary>
    /// <param name="update">The number of the update that they come from, from 1.</param>
    public void Add(long update)
    {
        using var noGradient = no_grad();
        double kept = Math.Min(_decay, (double)update / (update + Ramp));
        foreach (var (_, weight, average) in _entries)
        {
            // As a difference, so that a frozen weight's average is that weight to the bit.
            using var difference = weight - average;
            average.add_(difference, (1 - kept).ToScalar());
        }
    }

    /// <summary>Begins anew at the model's weights as they are now.</summary>
    public void Restart()
    {
        using var noGradient = no_grad();
        foreach (var (_, weight, average) in _entries)
        {
            average.copy_(weight);
        }
    }

    /// <summary>
    /// Puts the average into the model, and the model's weights where the average was; a second call undoes it to the bit.
    /// </summary>
    public void Swap()
    {
        using var noGradient = no_grad();
        foreach (var (_, weight, average) in _entries)
        {
            using var kept = weight.clone();
            weight.copy_(average);
            average.copy_(kept);
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
