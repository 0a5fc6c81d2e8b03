using Nmt.Model;
using Nmt.Model.Creation;
using Nmt.Runs.Config;
using Nmt.Text.Subwords;
using Serilog;
using static TorchSharp.torch;

namespace Nmt.Training.Initialization;

/// <summary>Initializes the weights of a model: at random, then, if configured, from word vectors and from another run.</summary>
internal static class ModelInitialization
{
    /// <summary>Initializes all weights.</summary>
    public static void Initialize(
        TranslationModel model, ExperimentConfig config, Vocabulary vocabulary, ILogger log, CancellationToken cancellation = default)
    {
        var training = config.Training;
        using var generator = new Generator((ulong)training.Seed);
        new WeightInitializer(training.InitialRange, training.EmbeddingDeviation, generator)
        {
            Weights = training.Initialization.Weights,
            Recurrent = training.Initialization.Recurrent,
            ZeroBias = training.Initialization.ZeroBias,
            ForgetBias = training.Initialization.ForgetBias,
        }.Initialize(model);
        var embeddings = new PretrainedEmbeddings(vocabulary, log);
        if (config.Model.Pretrained.Source is { } source)
        {
            embeddings.Fill(model.SourceEmbeddings, source, "source", cancellation);
        }

        if (config.Model.Pretrained.Target is { } target)
        {
            embeddings.Fill(model.TargetEmbeddings, target, "target", cancellation);
        }

        if (training.StartFrom is { } run)
        {
            new FineTuning(vocabulary, log).Copy(run, model);
        }
    }
}

/// <summary>
/// Fills an embedding table with pretrained word vectors. A piece gets the vector of its exact text or, if it begins a word, of its
/// text without the word-boundary mark.
/// </summary>
/// <param name="vocabulary">The pieces, one per row of the table.</param>
/// <param name="log">The log.</param>
internal sealed class PretrainedEmbeddings(Vocabulary vocabulary, ILogger log)
{
    private const string WordMark = "\u2581";

    /// <summary>Replaces the rows of all pieces that the file has a vector for.</summary>
    /// <param name="table">The embeddings, <c>[vocab, embed]</c>.</param>
    /// <param name="path">The file of vectors.</param>
    /// <param name="side">The side of the table, for the log.</param>
    /// <param name="cancellation">Stops reading the file.</param>
    public void Fill(Tensor table, string path, string side, CancellationToken cancellation = default)
    {
        using var noGradient = no_grad();
        int[] pieces = [.. Enumerable.Range(0, vocabulary.Count).Where(id => !vocabulary.IsReserved(id) && id != vocabulary.Unk)];
        var words = pieces.Select(id => vocabulary[id]).SelectMany(piece => new[] { piece, WithoutMark(piece) }).ToHashSet(StringComparer.Ordinal);
        var vectors = WordVectorFile.Read(path, (int)table.shape[1], words, cancellation);
        int exact = 0;
        int withoutMark = 0;
        foreach (int id in pieces)
        {
            bool isExact = vectors.TryGetValue(vocabulary[id], out float[]? vector);
            if (!isExact && !vectors.TryGetValue(WithoutMark(vocabulary[id]), out vector))
            {
                continue;
            }

            using var scope = NewDisposeScope();
            table[id].copy_(tensor(vector!));
            exact += isExact ? 1 : 0;
            withoutMark += isExact ? 0 : 1;
        }

        log.Information(
            "Pretrained {Side} embeddings: {Found} of {Pieces} pieces found in {Path}, {Exact} exactly and {WithoutMark} without the word-boundary mark",
            side, exact + withoutMark, pieces.Length, path, exact, withoutMark);
    }

    private static string WithoutMark(string piece) =>
        piece.StartsWith(WordMark, StringComparison.Ordinal) && piece.Length > WordMark.Length ? piece[WordMark.Length..] : piece;
}
