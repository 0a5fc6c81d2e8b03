using Nmt.Model;
using static TorchSharp.torch;

namespace Nmt.Training.Checkpoints;

/// <summary>Puts weights from a file into a model whose parts have the same names and shapes.</summary>
public static class ModelWeights
{
    /// <summary>Copies every weight; nothing is changed where one does not fit.</summary>
    /// <exception cref="CheckpointException">When a weight is missing, left over, or of another shape or type.</exception>
    public static void Load(string path, EncoderDecoder model)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var stored = TensorFile.Load(path);
        var wanted = model.state_dict();
        foreach (var (name, weight) in wanted)
        {
            if (!stored.TryGetValue(name, out var value))
            {
                throw new CheckpointException($"{path}: has no weight '{name}': it belongs to another model configuration");
            }

            if (!value.shape.SequenceEqual(weight.shape) || value.dtype != weight.dtype)
            {
                throw new CheckpointException(
                    $"{path}: weight '{name}' is {Describe(value)}, the model's is {Describe(weight)}: it belongs to another model configuration");
            }
        }

        if (stored.Keys.FirstOrDefault(name => !wanted.ContainsKey(name)) is { } unknown)
        {
            throw new CheckpointException($"{path}: weight '{unknown}' is unknown to the model: it belongs to another model configuration");
        }

        foreach (var (name, weight) in wanted)
        {
            weight.copy_(stored[name]);
        }
    }

    private static string Describe(Tensor tensor) => $"{tensor.dtype} [{string.Join(", ", tensor.shape)}]";
}
