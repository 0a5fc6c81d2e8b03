using Nmt.Model;
using Nmt.Model.Creation;
using Nmt.Runs.Config;
using Nmt.Text.Subwords;
using Serilog;
using static TorchSharp.torch;

namespace Nmt.Training.Initialization;

/// <summary>Gives a model its first weights: drawn, then word vectors, then those of another run, each where configured.</summary>
internal static class ModelInitialization
{
    /// <summary>Sets all weights.</summary>
    public static void Initialize(TranslationModel model, ExperimentConfig config, Vocabulary vocabulary, ILogger log)
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
            embeddings.Fill(model.SourceEmbeddings, source, "source");
        }

        if (config.Model.Pretrained.Target is { } target)
        {
            embeddings.Fill(model.TargetEmbeddings, target, "target");
        }

        if (training.StartFrom is { } run)
        {
            new FineTuning(vocabulary, log).Copy(run, model);
        }
    }
}

/// <summary>
/// Puts word vectors into an embedding table. A piece takes the vector of its own text or, where it begins a word, of the text
/// without the word mark.
/// </summary>
/// <param name="vocabulary">The pieces, one a row of the table.</param>
/// <param name="log">Takes how many pieces were found.</param>
internal sealed class PretrainedEmbeddings(Vocabulary vocabulary, ILogger log)
{
    private const string WordMark = "\u2581";

    /// <summary>Replaces the rows of all pieces that the file has a vector for.</summary>
    /// <param name="table">The embeddings, <c>[vocab, embed]</c>.</param>
    /// <param name="path">The file of vectors.</param>
    /// <param name="side">What the table is of, for the log.</param>
    public void Fill(Tensor table, string path, string side)
    {
        using var noGradient = no_grad();
        int[] pieces = [.. Enumerable.Range(0, vocabulary.Count).Where(id => !vocabulary.IsReserved(id) && id != vocabulary.Unk)];
        var wanted = pieces.Select(id => vocabulary[id]).SelectMany(piece => new[] { piece, WithoutMark(piece) }).ToHashSet(StringComparer.Ordinal);
        var vectors = WordVectorFile.Read(path, (int)table.shape[1], wanted);
        int asTheyAre = 0;
        int withoutMark = 0;
        foreach (int id in pieces)
        {
            bool isItself = vectors.TryGetValue(vocabulary[id], out float[]? vector);
            if (!isItself && !vectors.TryGetValue(WithoutMark(vocabulary[id]), out vector))
            {
                continue;
            }

            using var scope = NewDisposeScope();
            table[id].copy_(tensor(vector!));
            asTheyAre += isItself ? 1 : 0;
            withoutMark += isItself ? 0 : 1;
        }

        log.Information(
            "Pretrained {Side} embeddings: {Found} of {Pieces} pieces found in {Path}, {Same} as they are and {Bare} without the word mark",
            side, asTheyAre + withoutMark, pieces.Length, path, asTheyAre, withoutMark);
    }

    private static string WithoutMark(string piece) =>
        piece.StartsWith(WordMark, StringComparison.Ordinal) && piece.Length > WordMark.Length ? piece[WordMark.Length..] : piece;
}
