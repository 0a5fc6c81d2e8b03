using Nmt.Runs.Checkpoints;
using static TorchSharp.torch;

namespace Nmt.Model.Checkpoints;

/// <summary>Saves the weights of a model under their parameter names, and loads them into a model with the same names and shapes.</summary>
public static class ModelWeights
{
    private static readonly Dictionary<string, string> Metadata = new() { ["format"] = "nmt" };

    /// <summary>Writes weights to a file.</summary>
    /// <returns>The file's SHA-256.</returns>
    public static string Save(string path, IEnumerable<(string Name, Tensor Weight)> weights) => TensorFile.Save(path, weights, Metadata);

    /// <summary>Reads the weights for translation, the moving average if one is kept; they belong to the current dispose scope.</summary>
    /// <exception cref="CheckpointException">When the file is missing or damaged.</exception>
    public static StoredTensors ReadTranslating(CheckpointFolder checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        return TensorFile.Read(checkpoint, checkpoint.TranslatingFile);
    }

    /// <summary>Loads the weights for translation from the best checkpoint, or from the latest before the first validation.</summary>
    /// <returns>The training state of that checkpoint.</returns>
    /// <exception cref="CheckpointException">When a part of it is missing, damaged, or belongs to another model.</exception>
    public static TrainingState RestoreBestWeights(this CheckpointStore store, TranslationModel model)
    {
        ArgumentNullException.ThrowIfNull(store);
        using var scope = NewDisposeScope();
        var checkpoint = store.OpenBest();
        Load(ReadTranslating(checkpoint), model);
        return checkpoint.Manifest.State;
    }

    /// <summary>Copies all weights into a model; if one does not fit, nothing is changed.</summary>
    /// <exception cref="CheckpointException">When a weight is missing, unknown, or of another shape or type.</exception>
    public static void Load(StoredTensors stored, TranslationModel model)
    {
        ThrowIfUnfit(stored, model);
        using var noGradient = no_grad();
        foreach (var (name, weight) in model.state_dict())
        {
            weight.copy_(stored.Tensors[name]);
        }
    }

    /// <summary>Checks names, shapes and types.</summary>
    /// <exception cref="CheckpointException">When a weight is missing, unknown, or of another shape or type.</exception>
    public static void ThrowIfUnfit(StoredTensors stored, TranslationModel model)
    {
        var expected = model.state_dict();
        foreach (var (name, weight) in expected)
        {
            if (!stored.Tensors.TryGetValue(name, out var value))
            {
                throw new CheckpointException($"{stored.Path}: weight '{name}' is missing: the file belongs to another model configuration");
            }

            if (!value.shape.SequenceEqual(weight.shape) || value.dtype != weight.dtype)
            {
                throw new CheckpointException(
                    $"{stored.Path}: weight '{name}' is {Describe(value)}, but the model's is {Describe(weight)}: "
                    + "the file belongs to another model configuration");
            }
        }

        if (stored.Tensors.Keys.FirstOrDefault(name => !expected.ContainsKey(name)) is { } unknown)
        {
            throw new CheckpointException(
                $"{stored.Path}: weight '{unknown}' is unknown to the model: the file belongs to another model configuration");
        }
    }

    private static string Describe(Tensor tensor) => $"{tensor.dtype} [{string.Join(", ", tensor.shape)}]";
}
