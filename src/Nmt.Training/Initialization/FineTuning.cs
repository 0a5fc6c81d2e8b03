using Nmt.Model;
using Nmt.Model.Checkpoints;
using Nmt.Runs;
using Nmt.Runs.Checkpoints;
using Nmt.Runs.Config;
using Nmt.Text;
using Nmt.Text.Subwords;
using Nmt.Text.Subwords.Families;
using Serilog;
using static TorchSharp.torch;

namespace Nmt.Training.Initialization;

/// <summary>
/// Initializes a model with the best weights of another run: those of the same name and shape and, in tables with one row per piece,
/// the rows of shared pieces. Weights that do not match keep their initial values and are logged.
/// </summary>
/// <param name="vocabularies">The model's vocabularies.</param>
/// <param name="log">The log.</param>
internal sealed class FineTuning(Sides<Vocabulary> vocabularies, ILogger log)
{
    /// <summary>Copies the matching weights.</summary>
    /// <param name="path">The other run's folder.</param>
    /// <param name="model">The model.</param>
    /// <exception cref="CheckpointException">When the folder is not a complete run, or none of its weights match.</exception>
    public void Copy(string path, TranslationModel model)
    {
        var run = new RunFolder(path);
        foreach (string part in (IEnumerable<string>)[.. run.SubwordParts, run.Checkpoints])
        {
            if (!File.Exists(part) && !Directory.Exists(part))
            {
                throw new CheckpointException($"{part}: missing; training.start_from needs a run folder, and '{path}' is not one");
            }
        }

        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var pieces = run.Subwords.Map(subwords => SubwordModels.Load(subwords).Vocabulary).Zip(vocabularies, SharedPieces.Of);
        var stored = ModelWeights.ReadTranslating(new CheckpointStore(run.Checkpoints, run.Subwords).OpenBest()).Tensors;
        Rescale(stored, model, ConfigLoader.LoadResolved(run.Config, []).Model);
        var weights = model.state_dict();
        var pieceTables = PieceTables(model, pieces);
        int copied = 0;
        foreach (var (name, weight) in weights)
        {
            var table = pieceTables.GetValueOrDefault(name) is { AreAll: false } some ? some : null;
            if (Mismatch(name, weight, stored, table) is { } mismatch)
            {
                log.Warning("{Name} is not loaded from {Run}: {Mismatch}", name, path, mismatch);
                continue;
            }

            if (table is not null)
            {
                weight.index_copy_(0, tensor(table.To, device: weight.device), stored[name].index_select(0, tensor(table.From)).to(weight.device));
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

        if (pieces.IsShared)
        {
            log.Information(
                "Initialized from {Run}: {Copied} of {Weights} weights loaded; {Shared} of {Pieces} pieces are shared",
                path, copied, weights.Count, pieces.Source.From.Length, vocabularies.Source.Count);
            return;
        }

        log.Information(
            "Initialized from {Run}: {Copied} of {Weights} weights loaded; {SharedSource} of {SourcePieces} source pieces and {SharedTarget} of {TargetPieces} target pieces are shared",
            path, copied, weights.Count, pieces.Source.From.Length, vocabularies.Source.Count, pieces.Target.From.Length, vocabularies.Target.Count);
        WarnIfOnlyReserved(path, "source", pieces.Source, vocabularies.Source);
        WarnIfOnlyReserved(path, "target", pieces.Target, vocabularies.Target);
    }

    private void WarnIfOnlyReserved(string path, string side, SharedPieces pieces, Vocabulary vocabulary)
    {
        if (pieces.To.All(id => vocabulary.IsReserved((int)id)))
        {
            log.Warning("The {Side:l} vocabularies of {Run} and this model have no text in common: the embeddings of this side are not loaded", side, path);
        }
    }

    /// <summary>A Transformer multiplies its embeddings, a recurrent model does not: each reads what the other did.</summary>
    private static void Rescale(IReadOnlyDictionary<string, Tensor> stored, TranslationModel model, ModelConfig other)
    {
        double ratio = other.EmbeddingScale / model.Config.EmbeddingScale;
        foreach (var (name, _) in new[] { ParameterGroup.SourceEmbedding, ParameterGroup.TargetEmbedding }.SelectMany(model.ParametersOf))
        {
            if (other.Architecture != model.Config.Architecture && stored.TryGetValue(name, out var table))
            {
                table.mul_(ratio);
            }
        }
    }

    /// <summary>The names of the weights with one row per piece, and the pieces of their side.</summary>
    private static Dictionary<string, SharedPieces> PieceTables(TranslationModel model, Sides<SharedPieces> pieces)
    {
        (ParameterGroup Group, SharedPieces Pieces)[] groups =
        [
            (ParameterGroup.SourceEmbedding, pieces.Source), (ParameterGroup.TargetEmbedding, pieces.Target), (ParameterGroup.Output, pieces.Target),
        ];
        return groups.SelectMany(group => model.ParametersOf(group.Group).Select(entry => (entry.Name, group.Pieces))).ToDictionary();
    }

    /// <summary>Why a weight cannot be loaded, or null.</summary>
    private static string? Mismatch(string name, Tensor weight, IReadOnlyDictionary<string, Tensor> stored, SharedPieces? table)
    {
        if (!stored.TryGetValue(name, out var value))
        {
            return "the run has no such weight";
        }

        // Tables may differ in their number of rows.
        int first = table is null ? 0 : 1;
        return value.shape.Skip(first).SequenceEqual(weight.shape.Skip(first))
            ? null
            : $"its shape is [{string.Join(", ", value.shape)}] in that run and [{string.Join(", ", weight.shape)}] in this model";
    }

    /// <summary>The rows of the pieces that two vocabularies share.</summary>
    /// <param name="From">Their rows in the other run's tables.</param>
    /// <param name="To">Their rows in this model's.</param>
    /// <param name="AreAll">Whether the vocabularies are the same.</param>
    private sealed record SharedPieces(long[] From, long[] To, bool AreAll)
    {
        public static SharedPieces Of(Vocabulary other, Vocabulary own)
        {
            var ids = Enumerable.Range(0, other.Count).ToDictionary(id => other[id], id => (long)id, StringComparer.Ordinal);
            int[] shared = Enumerable.Range(0, own.Count).Where(id => ids.ContainsKey(own[id])).ToArray();
            long[] from = [.. shared.Select(id => ids[own[id]])];
            long[] to = [.. shared.Select(id => (long)id)];
            return new SharedPieces(from, to, other.Count == own.Count && from.SequenceEqual(to) && from.Length == other.Count);
        }
    }
}
