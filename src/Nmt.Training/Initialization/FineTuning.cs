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
/// Gives a model the best weights of another run: those of the same name and shape, and of tables with a row for each piece the
/// rows of the pieces that both runs have. Whatever does not fit keeps its first weights and is named.
/// </summary>
/// <param name="vocabulary">The model's pieces.</param>
/// <param name="log">Takes what was copied and what was not.</param>
internal sealed class FineTuning(Vocabulary vocabulary, ILogger log)
{
    /// <summary>Copies what fits.</summary>
    /// <param name="path">The other run's folder.</param>
    /// <param name="model">The model.</param>
    /// <exception cref="CheckpointException">When the folder holds no whole run, or none of its weights fits.</exception>
    public void Copy(string path, TranslationModel model)
    {
        var run = new RunFolder(path);
        foreach (string part in (IEnumerable<string>)[.. SubwordFiles.In(run.Path), run.Checkpoints])
        {
            if (!File.Exists(part) && !Directory.Exists(part))
            {
                throw new CheckpointException($"{part}: missing; training.start_from needs a run folder, and '{path}' is none");
            }
        }

        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var other = SubwordModels.Load(run.Subwords).Vocabulary;
        var (from, to) = SharedPieces(other);
        bool isSameVocabulary = other.Count == vocabulary.Count && from.SequenceEqual(to) && from.Length == other.Count;
        var stored = ModelWeights.ReadTranslating(new CheckpointStore(run.Checkpoints, run.Subwords).OpenBest()).Tensors;
        var wanted = model.state_dict();
        var pieceTables = PieceTables(model);
        int copied = 0;
        foreach (var (name, weight) in wanted)
        {
            bool isTable = pieceTables.Contains(name) && !isSameVocabulary;
            if (Mismatch(name, weight, stored, isTable) is { } mismatch)
            {
                log.Warning("{Name} is not taken from {Run}: {Mismatch}", name, path, mismatch);
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

        foreach (string name in stored.Keys.Where(name => !wanted.ContainsKey(name)))
        {
            log.Warning("{Name} of {Run} has no place in this model", name, path);
        }

        if (copied == 0)
        {
            throw new CheckpointException($"{path}: none of the run's weights has the name and shape of one of this model (training.start_from)");
        }

        log.Information(
            "Started from {Run}: {Copied} of {Weights} weights taken; {Shared} of {Pieces} pieces are the same",
            path, copied, wanted.Count, from.Length, vocabulary.Count);
    }

    /// <summary>The weights with a row for each piece.</summary>
    private static HashSet<string> PieceTables(TranslationModel model) =>
    [
        .. new[] { ParameterGroup.SourceEmbedding, ParameterGroup.TargetEmbedding, ParameterGroup.Output }
            .SelectMany(model.ParametersOf).Select(entry => entry.Name),
    ];

    /// <summary>What keeps a weight from being taken; none when nothing does.</summary>
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
            : $"its shape is [{string.Join(", ", value.shape)}] there and [{string.Join(", ", weight.shape)}] here";
    }

    /// <summary>Rows of the other run's tables and of this model's that stand for the same pieces.</summary>
    private (long[] From, long[] To) SharedPieces(Vocabulary other)
    {
        var ids = Enumerable.Range(0, other.Count).ToDictionary(id => other[id], id => (long)id, StringComparer.Ordinal);
        int[] shared = Enumerable.Range(0, vocabulary.Count).Where(id => ids.ContainsKey(vocabulary[id])).ToArray();
        return ([.. shared.Select(id => ids[vocabulary[id]])], [.. shared.Select(id => (long)id)]);
    }
}
