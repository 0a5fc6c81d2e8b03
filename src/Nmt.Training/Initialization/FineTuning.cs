using Nmt.Model;
using Nmt.Model.Checkpoints;
using Nmt.Runs;
using Nmt.Runs.Checkpoints;
using Nmt.Runs.Config;
using Nmt.Text.Subwords;
using Nmt.Text.Subwords.Families;
using Serilog;
using static TorchSharp.torch;

namespace Nmt.Training.Initialization;

/// <summary>
/// Initializes a model with the best weights of another run: those of the same name and shape and, in tables with one row per piece,
/// the rows of shared pieces. Weights that do not match keep their initial values and are logged.
/// </summary>
/// <param name="vocabulary">The model's vocabulary.</param>
/// <param name="log">The log.</param>
internal sealed class FineTuning(Vocabulary vocabulary, ILogger log)
{
    /// <summary>Copies the matching weights.</summary>
    /// <param name="path">The other run's folder.</param>
    /// <param name="model">The model.</param>
    /// <exception cref="CheckpointException">When the folder is not a complete run, or none of its weights match.</exception>
    public void Copy(string path, TranslationModel model)
    {
        var run = new RunFolder(path);
        foreach (string part in (IEnumerable<string>)[.. SubwordFiles.In(run.Path), run.Checkpoints])
        {
            if (!File.Exists(part) && !Directory.Exists(part))
            {
                throw new CheckpointException($"{part}: missing; training.start_from needs a run folder, and '{path}' is not one");
            }
        }

        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var other = SubwordModels.Load(run.Subwords).Vocabulary;
        var (from, to) = SharedPieces(other);
        bool isSameVocabulary = other.Count == vocabulary.Count && from.SequenceEqual(to) && from.Length == other.Count;
        var stored = ModelWeights.ReadTranslating(new CheckpointStore(run.Checkpoints, run.Subwords).OpenBest()).Tensors;
        var weights = model.state_dict();
        var pieceTables = PieceTables(model);
        int copied = 0;
        foreach (var (name, weight) in weights)
        {
            bool isTable = pieceTables.Contains(name) && !isSameVocabulary;
            if (Mismatch(name, weight, stored, isTable) is { } mismatch)
            {
                log.Warning("{Name} is not loaded from {Run}: {Mismatch}", name, path, mismatch);
                continue;
            }

            if (isTable)
            {
                weight.index_copy_(0, tensor(to, device: weight.device), stored[name].index_select(0, tensor(from)).to(weight.device));
            }
            else
            {
                weight.copy_(stored[name]);
            }

            copied++;
        }

        foreach (string name in stored.Keys.Where(name => !weights.ContainsKey(name)))
        {
            log.Warning("{Name} of {Run} does not exist in this model", name, path);
        }

        if (copied == 0)
        {
            throw new CheckpointException($"{path}: none of the run's weights match this model in name and shape (training.start_from)");
        }

        log.Information(
            "Initialized from {Run}: {Copied} of {Weights} weights loaded; {Shared} of {Pieces} pieces are shared",
            path, copied, weights.Count, from.Length, vocabulary.Count);
    }

    /// <summary>The names of the weights with one row per piece.</summary>
    private static HashSet<string> PieceTables(TranslationModel model) =>
    [
        .. new[] { ParameterGroup.SourceEmbedding, ParameterGroup.TargetEmbedding, ParameterGroup.Output }
            .SelectMany(model.ParametersOf).Select(entry => entry.Name),
    ];

    /// <summary>Why a weight cannot be loaded, or null.</summary>
    private static string? Mismatch(string name, Tensor weight, IReadOnlyDictionary<string, Tensor> stored, bool isTable)
    {
        if (!stored.TryGetValue(name, out var value))
        {
            return "the run has no such weight";
        }

        // Tables may differ in their number of rows.
        int first = isTable ? 1 : 0;
        return value.shape.Skip(first).SequenceEqual(weight.shape.Skip(first))
            ? null
            : $"its shape is [{string.Join(", ", value.shape)}] in that run and [{string.Join(", ", weight.shape)}] in this model";
    }

    /// <summary>The rows of shared pieces in the other run's tables and in this model's.</summary>
    private (long[] From, long[] To) SharedPieces(Vocabulary other)
    {
        var ids = Enumerable.Range(0, other.Count).ToDictionary(id => other[id], id => (long)id, StringComparer.Ordinal);
        int[] shared = Enumerable.Range(0, vocabulary.Count).Where(id => ids.ContainsKey(vocabulary[id])).ToArray();
        return ([.. shared.Select(id => ids[vocabulary[id]])], [.. shared.Select(id => (long)id)]);
    }
}
