using Nmt.Model;
using Nmt.Model.Creation;
using Nmt.Runs.Config;
using Nmt.Text.Vocabularies;
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
            new StartingWeights(vocabulary, log).Copy(run, model);
        }
    }
}
