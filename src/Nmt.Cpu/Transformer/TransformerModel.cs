using Nmt.Cpu.Kernels;
using Nmt.Cpu.Weights;
using Nmt.Runs.Config;
using Nmt.Search;

namespace Nmt.Cpu.Transformer;

/// <summary>A Transformer (Vaswani et al. 2017; docs/transformer.md).</summary>
internal sealed class TransformerModel : IModel
{
    private readonly PositionalInput _sourceInput;
    private readonly IReadOnlyList<EncoderLayer> _encoder;
    private readonly LayerNormalization? _encoderNorm;

    /// <summary>Reads the weights.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="config">Sizes and parts.</param>
    /// <param name="embeddings">The embedding tables.</param>
    public TransformerModel(IWeightSource weights, ModelConfig config, Embeddings embeddings)
    {
        Config = config;
        _sourceInput = new PositionalInput(weights, config, embeddings.Source, "encoder");
        TargetInput = new PositionalInput(weights, config, embeddings.Target, "decoder");
        _encoder = [.. Enumerable.Range(0, config.Transformer.EncoderLayers).Select(layer => new EncoderLayer(weights, config, $"encoder.layers.{layer}"))];
        Decoder = [.. Enumerable.Range(0, config.Transformer.DecoderLayers).Select(layer => new DecoderLayer(weights, config, $"decoder.layers.{layer}"))];
        _encoderNorm = ResidualConnection.ReadFinal(weights, config, "encoder.norm");
        DecoderNorm = ResidualConnection.ReadFinal(weights, config, "decoder.norm");
    }

    /// <summary>Sizes and parts.</summary>
    public ModelConfig Config { get; }

    /// <summary>The inputs of the decoder.</summary>
    public PositionalInput TargetInput { get; }

    /// <summary>The layers of the decoder.</summary>
    public IReadOnlyList<DecoderLayer> Decoder { get; }

    /// <summary>The normalization after them; null for none.</summary>
    public LayerNormalization? DecoderNorm { get; }

    /// <inheritdoc/>
    public IModelState Start(IReadOnlyList<int[]> source, Workers workers, WeightLog? log)
    {
        var products = new Products(workers);
        return new TransformerState(this, Encode(source, products, log), products) { Log = log };
    }

    private EncodedSource Encode(IReadOnlyList<int[]> source, Products products, WeightLog? log)
    {
        var layout = new SentenceLayout(source);
        int width = Config.EmbeddingSize;
        var states = new RowBuffer(width);
        states.Resize(layout.Subwords);
        float[] scratch = new float[width];
        for (int i = 0; i < source.Count; i++)
        {
            for (int t = 0; t < source[i].Length; t++)
            {
                _sourceInput.Place(source[i][t], t, states.Row(layout.Starts[i] + t), scratch);
            }
        }

        var memory = new LayerMemory(Config);
        var attention = new GroupedAttention(Config.Transformer.Heads, products.Workers);
        foreach (var (index, layer) in _encoder.Index())
        {
            var place = log is null ? null : new LoggedLayer(log, AttentionSite.EncoderSelf, index + 1, FirstQuery: 0);
            layer.Compute(states.View, layout, memory, attention, products, place);
        }

        for (int row = 0; row < states.Rows; row++)
        {
            _encoderNorm?.Apply(states.Row(row));
        }

        return new EncodedSource(states, layout);
    }
}

/// <summary>Memory for the intermediate results of a layer.</summary>
internal sealed class LayerMemory(ModelConfig config)
{
    /// <summary>What a sublayer reads.</summary>
    public RowBuffer Entered { get; } = new(config.EmbeddingSize);

    /// <summary>Queries.</summary>
    public RowBuffer Queries { get; } = new(config.EmbeddingSize);

    /// <summary>Keys.</summary>
    public RowBuffer Keys { get; } = new(config.EmbeddingSize);

    /// <summary>Values.</summary>
    public RowBuffer Values { get; } = new(config.EmbeddingSize);

    /// <summary>Contexts.</summary>
    public RowBuffer Contexts { get; } = new(config.EmbeddingSize);

    /// <summary>The hidden layer of a feed-forward network.</summary>
    public RowBuffer Hidden { get; } = new(config.Transformer.FeedForwardSize);

    /// <summary>The result of a sublayer.</summary>
    public RowBuffer Result { get; } = new(config.EmbeddingSize);
}

/// <summary>A layer of the encoder.</summary>
internal sealed class EncoderLayer(IWeightSource weights, ModelConfig config, string name)
{
    private readonly AttentionProjections _attention = AttentionProjections.Read(weights, config.EmbeddingSize, name + ".self_attention");
    private readonly ResidualConnection _attentionResidual = ResidualConnection.Read(weights, config, name + ".self_attention_residual");
    private readonly FeedForward _feedForward = FeedForward.Read(weights, config, name + ".feed_forward");
    private readonly ResidualConnection _feedForwardResidual = ResidualConnection.Read(weights, config, name + ".feed_forward_residual");

    /// <summary>Computes the layer, in place.</summary>
    public void Compute(View states, SentenceLayout layout, LayerMemory memory, GroupedAttention attention, Products products, LoggedLayer? log)
    {
        int rows = states.Rows;
        var entered = memory.Entered.Resize(rows);
        var (queries, keys, values) = (memory.Queries.Resize(rows), memory.Keys.Resize(rows), memory.Values.Resize(rows));
        _attentionResidual.Enter(states, entered);
        products.Apply(_attention.Query, entered, queries);
        products.Apply(_attention.Key, entered, keys);
        products.Apply(_attention.Value, entered, values);
        for (int i = 0; i < layout.Lengths.Length; i++)
        {
            var (start, length) = (layout.Starts[i], layout.Lengths[i]);
            attention.Groups.Add(new AttendingRows(start, length, keys.Slice(start, length), values.Slice(start, length)));
        }

        var (contexts, result) = (memory.Contexts.Resize(rows), memory.Result.Resize(rows));
        attention.Attend(queries, contexts, weights: null, log);
        products.Apply(_attention.Output, contexts, result);
        _attentionResidual.Leave(states, result);
        _feedForwardResidual.Enter(states, entered);
        _feedForward.Compute(entered, memory.Hidden.Resize(rows), result, products);
        _feedForwardResidual.Leave(states, result);
    }
}
