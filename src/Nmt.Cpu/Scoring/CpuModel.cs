using Nmt.Cpu.Kernels;
using Nmt.Cpu.Recurrent;
using Nmt.Cpu.Weights;
using Nmt.Runs.Config;
using Nmt.Text;

namespace Nmt.Cpu.Scoring;

/// <summary>A model of any architecture that computes on the CPU without a tensor library.</summary>
public sealed class CpuModel : IDisposable
{
    private readonly IWeightSource _weights;
    private readonly IModel _model;

    private CpuModel(IWeightSource weights, ModelConfig config, Sides<int> vocabularySizes)
    {
        (_weights, Config, VocabularySizes) = (weights, config, vocabularySizes);
        int size = config.EmbeddingSize;
        var source = weights.Matrix("source_embedding.weight", vocabularySizes.Source, size);
        bool sharesTable = config.TiedEmbeddings is EmbeddingTying.SourceTarget or EmbeddingTying.All;
        var target = sharesTable ? source : weights.Matrix("target_embedding.weight", vocabularySizes.Target, size);
        int output = config.Architecture == ArchitectureKind.Transformer ? size : config.Decoder.HiddenSize;
        Output = config.TiedEmbeddings is EmbeddingTying.TargetOutput or EmbeddingTying.All
            ? new Linear(target, weights.Vector("output.bias", vocabularySizes.Target))
            : Linear.Read(weights, "output.linear", vocabularySizes.Target, output, hasBias: true);
        _model = config.Architecture switch
        {
            ArchitectureKind.Recurrent => new RecurrentModel(weights, config, new Embeddings(source, target)),
            ArchitectureKind.Transformer => new Transformer.TransformerModel(weights, config, new Embeddings(source, target)),
            var other => throw new InvalidOperationException($"unknown architecture {other}"),
        };
    }

    /// <summary>Sizes and parts.</summary>
    public ModelConfig Config { get; }

    /// <summary>Number of subwords of each side.</summary>
    public Sides<int> VocabularySizes { get; }

    /// <summary>The output layer.</summary>
    internal Linear Output { get; }

    /// <summary>Maps a model into memory.</summary>
    /// <param name="path">A safetensors file.</param>
    /// <param name="config">Sizes and parts.</param>
    /// <param name="vocabularySizes">Number of subwords of each side.</param>
    /// <exception cref="Nmt.Runs.Checkpoints.CheckpointException">When the file is missing, damaged, or belongs to another model.</exception>
    public static CpuModel Open(string path, ModelConfig config, Sides<int> vocabularySizes) => Create(MappedTensors.Open(path), config, vocabularySizes);

    /// <summary>Creates a model, which owns the weights also if it cannot be created.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="config">Sizes and parts.</param>
    /// <param name="vocabularySizes">Number of subwords of each side.</param>
    /// <exception cref="Nmt.Runs.Checkpoints.CheckpointException">When the weights belong to another model.</exception>
    internal static CpuModel Create(IWeightSource weights, ModelConfig config, Sides<int> vocabularySizes)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(vocabularySizes);
        try
        {
            var model = new CpuModel(weights, config, vocabularySizes);
            weights.ThrowIfUnused();
            return model;
        }
        catch
        {
            weights.Dispose();
            throw;
        }
    }

    /// <summary>Unmaps the weights; the model is not usable afterwards.</summary>
    public void Dispose() => _weights.Dispose();

    /// <summary>Encodes sentences.</summary>
    /// <param name="source">Ids of each sentence, including its end of sentence.</param>
    /// <param name="workers">The threads to compute with.</param>
    /// <param name="log">Keeps the attention weights of a single sentence; null keeps none.</param>
    internal IModelState Start(IReadOnlyList<int[]> source, Workers workers, WeightLog? log = null) => _model.Start(source, workers, log);
}
