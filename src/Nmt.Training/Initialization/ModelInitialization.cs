using Nmt.Model;
using Nmt.Model.Creation;
using Nmt.Runs.Config;
using Nmt.Text;
using Nmt.Text.Subwords;
using Serilog;
using static TorchSharp.torch;

namespace Nmt.Training.Initialization;

/// <summary>Initializes the weights of a model: at random, then, if configured, from word vectors and from another run.</summary>
internal static class ModelInitialization
{
    /// <summary>Rejects word vectors of another size than the embeddings before a subword model is trained.</summary>
    /// <exception cref="Nmt.Text.DataException">When a file begins with vectors of another size.</exception>
    public static void CheckVectorSizes(ModelConfig model)
    {
        foreach (string path in new[] { model.Pretrained.Source, model.Pretrained.Target }.OfType<string>())
        {
            WordVectorFile.CheckSize(path, model.EmbeddingSize);
        }
    }

    /// <summary>Initializes all weights.</summary>
    public static void Initialize(
        TranslationModel model, ExperimentConfig config, Sides<Vocabulary> vocabularies, ILogger log, CancellationToken cancellation = default)
    {
        var training = config.Training;
        using var generator = new Generator((ulong)training.Seed);
        new WeightInitializer(training.InitialRange, training.EmbeddingDeviation, generator)
        {
            Weights = training.Initialization.Weights,
            Recurrent = training.Initialization.Recurrent,
            ZeroBias = training.Initialization.ZeroBias,
            EmbeddingScale = config.Model.EmbeddingScale,
            ForgetBias = training.Initialization.ForgetBias,
        }.Initialize(model);
        if (config.Model.Pretrained.Source is { } source)
        {
            new PretrainedEmbeddings(vocabularies.Source, log) { Scale = config.Model.EmbeddingScale }.Fill(model.SourceEmbeddings, source, "source", cancellation);
        }

        if (config.Model.Pretrained.Target is { } target)
        {
            new PretrainedEmbeddings(vocabularies.Target, log) { Scale = config.Model.EmbeddingScale }.Fill(model.TargetEmbeddings, target, "target", cancellation);
        }

        if (training.StartFrom is { } run)
        {
            new FineTuning(vocabularies, log).Copy(run, model);
        }
    }
}
