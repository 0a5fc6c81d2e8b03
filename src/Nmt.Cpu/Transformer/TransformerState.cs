using Nmt.Cpu.Kernels;
using Nmt.Cpu.Weights;
using Nmt.Search;

namespace Nmt.Cpu.Transformer;

/// <summary>The decoder of a search.</summary>
internal sealed class TransformerState : IModelState
{
    private readonly TransformerModel _model;
    private readonly Products _products;
    private readonly SentenceLayout _layout;
    private readonly (RowBuffer Keys, RowBuffer Values)[] _source;
    private readonly PastPositions[] _past;
    private readonly LayerMemory _memory;
    private readonly GroupedAttention _attention;
    private readonly RowBuffer _states;
    private readonly RowBuffer _weights;
    private readonly float[] _scratch;
    private int[] _sentences;
    private int _position;

    /// <summary>Starts a search.</summary>
    public TransformerState(TransformerModel model, EncodedSource encoded, Products products)
    {
        (_model, _products, _layout) = (model, products, encoded.Layout);
        _sentences = [.. Enumerable.Range(0, encoded.Layout.Lengths.Length)];
        _source = [.. model.Decoder.Select(layer => layer.Project(encoded.States, products))];
        _past = [.. model.Decoder.Select(_ => new PastPositions(model.Config.EmbeddingSize))];
        _memory = new LayerMemory(model.Config);
        _attention = new GroupedAttention(model.Config.Transformer.Heads, products.Workers);
        (_states, _weights) = (new RowBuffer(model.Config.EmbeddingSize), new RowBuffer(encoded.Layout.Longest));
        _scratch = new float[model.Config.EmbeddingSize];
    }

    /// <summary>Keeps the weights of every head; null keeps none.</summary>
    public WeightLog? Log { get; init; }

    /// <inheritdoc/>
    public ConstantView? Attention => _weights.View;

    /// <inheritdoc/>
    public View Step(int[] lastTokens)
    {
        ArgumentNullException.ThrowIfNull(lastTokens);
        int rows = lastTokens.Length;
        var states = _states.Resize(rows);
        var weights = _weights.Resize(rows);
        for (int row = 0; row < rows; row++)
        {
            _model.TargetInput.Place(lastTokens[row], _position, _states.Row(row), _scratch);
        }

        for (int layer = 0; layer < _past.Length; layer++)
        {
            bool isAlignment = layer + 1 == _model.Config.Transformer.ResolvedAlignmentLayer;
            var (keys, values) = _source[layer];
            _model.Decoder[layer].Compute(
                states,
                new LayerStep(_past[layer], keys, values, _layout, _sentences, isAlignment ? weights : null)
                {
                    Log = Log is null ? null : new LoggedLayer(Log, AttentionSite.Cross, layer + 1, _position),
                },
                _memory, _attention, _products);
        }

        for (int row = 0; row < rows; row++)
        {
            _model.DecoderNorm?.Apply(_states.Row(row));
        }

        _position++;
        return states;
    }

    /// <inheritdoc/>
    public void Select(int[] rows, int[] groups)
    {
        foreach (var past in _past)
        {
            past.Select(rows);
        }

        _sentences = Array.ConvertAll(groups, group => _sentences[group]);
    }
}
