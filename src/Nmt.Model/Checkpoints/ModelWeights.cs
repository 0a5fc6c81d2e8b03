using Nmt.Runs.Checkpoints;
using static TorchSharp.torch;

namespace Nmt.Model.Checkpoints;

/// <summary>Weights of a model in checkpoints: written under the names of the model's parts, read into a model of the same names and shapes.</summary>
public static class ModelWeights
{
    private static readonly Dictionary<string, string> Metadata = new() { ["format"] = "nmt" };

    /// <summary>Writes weights to a file.</summary>
    /// <returns>The file's SHA-256.</returns>
    public static string Save(string path, IEnumerable<(string Name, Tensor Weight)> weights) => TensorFile.Save(path, weights, Metadata);

    /// <summary>Reads the weights that translate, their moving average where one is kept; they belong to the current dispose scope.</summary>
    /// <exception cref="CheckpointException">When the file is missing or damaged.</exception>
    public static StoredTensors ReadTranslating(CheckpointFolder checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        return TensorFile.Read(checkpoint, checkpoint.TranslatingFile);
    }

    /// <summary>Restores the weights that translate of the best checkpoint, or of the latest before the first validation.</summary>
    /// <returns>Where training stood then.</returns>
    /// <exception cref="CheckpointException">When a part of it is missing, damaged, or of another model.</exception>
    public static TrainingState RestoreBestWeights(this CheckpointStore store, TranslationModel model)
    {
        ArgumentNullException.ThrowIfNull(store);
        using var scope = NewDisposeScope();
        var checkpoint = store.OpenBest();
        Load(ReadTranslating(checkpoint), model);
        return checkpoint.Manifest.State;
    }

    /// <summary>Copies every weight; nothing is changed where one does not fit.</summary>
    /// <exception cref="CheckpointException">When a weight is missing, left over, or of another shape or type.</exception>
    public static void Load(StoredTensors stored, TranslationModel model)
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
    public static void ThrowIfUnfit(StoredTensors stored, TranslationModel model)
    {
        var expected = model.state_dict();
        foreach (var (name, weight) in expected)
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

        if (stored.Tensors.Keys.FirstOrDefault(name => !expected.ContainsKey(name)) is { } unknown)
        {
            throw new CheckpointException(
                $"{stored.Path}: weight '{unknown}' is unknown to the model: it belongs to another model configuration");
        }
    }

    private static string Describe(Tensor tensor) => $"{tensor.dtype} [{string.Join(", ", tensor.shape)}]";
}
