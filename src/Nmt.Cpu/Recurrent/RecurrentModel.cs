using Nmt.Cpu.Attention;
using Nmt.Cpu.Kernels;
using Nmt.Cpu.Weights;
using Nmt.Runs.Config;

namespace Nmt.Cpu.Recurrent;

/// <summary>A recurrent encoder and a recurrent decoder with or without attention (see docs/recurrent.md).</summary>
internal sealed class RecurrentModel : IModel
{
    private readonly Encoder _encoder;
    private readonly Bridge _bridge;

    /// <summary>Reads the weights.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="config">Sizes and parts.</param>
    /// <param name="embeddings">The embedding tables.</param>
    public RecurrentModel(IWeightSource weights, ModelConfig config, Embeddings embeddings)
    {
        (Config, Embeddings) = (config, embeddings);
        _encoder = new Encoder(weights, config);
        _bridge = new Bridge(weights, config);
        Attention = config.HasAttention ? new AttentionMechanism(weights, config) : null;
        int context = Attention is null ? 0 : config.Encoder.StateSize;
        int hidden = config.Decoder.HiddenSize;
        bool attendsFirst = config.Decoder.AttentionOrder == AttentionOrder.Before;
        int besides = attendsFirst ? context : config.Decoder.UsesInputFeeding ? hidden : 0;
        Cells = [.. Enumerable.Range(0, config.Decoder.Layers).Select(layer => RecurrentCell.Read(
            weights, config, $"decoder.cells.{layer}.", "", layer > 0 ? hidden : config.EmbeddingSize + besides, hidden))];
        Combine = Linear.Read(
            weights, "decoder.combine", hidden, context + hidden + (attendsFirst ? config.EmbeddingSize : 0), hasBias: false);
    }

    /// <summary>Sizes and parts.</summary>
    public ModelConfig Config { get; }

    /// <summary>The embedding tables.</summary>
    public Embeddings Embeddings { get; }

    /// <summary>The attention of the decoder; null for none.</summary>
    public AttentionMechanism? Attention { get; }

    /// <summary>The cells of the decoder's layers.</summary>
    public IReadOnlyList<RecurrentCell> Cells { get; }

    /// <summary>The W of <c>tanh(W [context; state])</c>.</summary>
    public Linear Combine { get; }

    /// <inheritdoc/>
    public IModelState Start(IReadOnlyList<int[]> source, Workers workers, WeightLog? log)
    {
        var products = new Products(workers);
        var encoded = _encoder.Encode(source, Embeddings.Source, products);
        var layers = Cells.Select((_, layer) => _bridge.Start(encoded, layer, products)).ToList();
        return new DecoderState(this, encoded, layers, products) { Log = log };
    }
}
