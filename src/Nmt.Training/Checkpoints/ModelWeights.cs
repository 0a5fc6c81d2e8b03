using Nmt.Model;
using Nmt.Runs.Checkpoints;
using static TorchSharp.torch;

namespace Nmt.Training.Checkpoints;

/// <summary>Puts weights from a file into a model whose parts have the same names and shapes.</summary>
public static class ModelWeights
{
    /// <summary>Copies every weight; nothing is changed where one does not fit.</summary>
    /// <exception cref="CheckpointException">When a weight is missing, left over, or of another shape or type.</exception>
    public static void Load(StoredTensors stored, EncoderDecoder model)
    {
        ThrowIfUnfit(stored, model);
        using var noGradient = no_grad();
        foreach (var (name, weight) in model.state_dict())
        {
            weight.copy_(stored.Tensors[name]);
        }
    }

    /// <summary>Compares names, shapes and types.</summary>
    /// <exception cref="CheckpointException">When a weight is missing, left over, or of another shape or type.</exception>
    public static void ThrowIfUnfit(StoredTensors stored, EncoderDecoder model)
    {
        var wanted = model.state_dict();
        foreach (var (name, weight) in wanted)
        {
            if (!stored.Tensors.TryGetValue(name, out var value))
            {
                throw new CheckpointException($"{stored.Path}: has no weight '{name}': it belongs to another model configuration");
            }

            if (!value.shape.SequenceEqual(weight.shape) || value.dtype != weight.dtype)
            {
                throw new CheckpointException(
                    $"{stored.Path}: weight '{name}' is {Describe(value)}, the model's is {Describe(weight)}: it belongs to another model configuration");
            }
        }

        if (stored.Tensors.Keys.FirstOrDefault(name => !wanted.ContainsKey(name)) is { } unknown)
        {
            throw new CheckpointException(
                $"{stored.Path}: weight '{unknown}' is unknown to the model: it belongs to another model configuration");
        }
    }

    private static string Describe(Tensor tensor) => $"{tensor.dtype} [{string.Join(", ", tensor.shape)}]";
}
