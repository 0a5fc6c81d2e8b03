using Nmt.Runs.Checkpoints;
using static TorchSharp.torch;

namespace Nmt.Training.Checkpoints;

/// <summary>
/// The mean of the weights that several checkpoints translate with, which often translates better than each (Junczys-Dowmunt
/// et al. 2016). Where a moving average is kept, that is it: the mean of one checkpoint translates as the checkpoint does.
/// </summary>
public static class AveragedWeights
{
    /// <summary>Reads the checkpoints one after the other and sums in 64 bits.</summary>
    /// <param name="checkpoints">At least one.</param>
    /// <returns>Tensors on the CPU of the type that they have in the checkpoints; the caller disposes them.</returns>
    /// <exception cref="CheckpointException">When one is damaged, or two are of different models.</exception>
    public static IReadOnlyDictionary<string, Tensor> Of(IReadOnlyList<CheckpointFolder> checkpoints)
    {
        ArgumentNullException.ThrowIfNull(checkpoints);
        ArgumentOutOfRangeException.ThrowIfZero(checkpoints.Count);
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var first = checkpoints[0].ReadWeights();
        var sums = first.Tensors.ToDictionary(entry => entry.Key, entry => entry.Value.to(ScalarType.Float64), StringComparer.Ordinal);
        foreach (var checkpoint in checkpoints.Skip(1))
        {
            Add(sums, first, checkpoint);
        }

        return sums.ToDictionary(
            entry => entry.Key,
            entry => (entry.Value / checkpoints.Count).to(first.Tensors[entry.Key].dtype).MoveToOuterDisposeScope(),
            StringComparer.Ordinal);
    }

    private static void Add(Dictionary<string, Tensor> sums, StoredTensors first, CheckpointFolder checkpoint)
    {
        using var scope = NewDisposeScope();
        var next = checkpoint.ReadWeights();
        string? odd = sums.Keys.Union(next.Tensors.Keys).FirstOrDefault(name =>
            !sums.TryGetValue(name, out var sum) || !next.Tensors.TryGetValue(name, out var value) || !sum.shape.SequenceEqual(value.shape));
        if (odd is not null)
        {
            throw new CheckpointException($"{next.Path}: weight '{odd}' is not the same as in {first.Path}: only checkpoints of one model can be averaged");
        }

        foreach (var (name, sum) in sums)
        {
            sum.add_(next.Tensors[name]);
        }
    }
}
