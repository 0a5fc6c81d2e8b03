using Nmt.Runs.Config;
using Nmt.Search;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Nmt.Model.Transformer;

/// <summary>
/// The encoder of a Transformer (Vaswani et al. 2017, section 3.1): layers of self-attention and a feed-forward network. Padding is
/// hidden from all positions.
/// </summary>
public sealed class TransformerEncoder : nn.Module, IEncoder
{
    private readonly int _width;

    [ComponentName(Name = "input")]
    private readonly PositionalInput _input;

    [ComponentName(Name = "layers")]
    private readonly ModuleList<TransformerEncoderLayer> _layers = nn.ModuleList<TransformerEncoderLayer>();

    [ComponentName(Name = "norm")]
    private readonly LayerNorm? _norm;

    /// <summary>Creates an encoder with unset weights.</summary>
    public TransformerEncoder(ModelConfig config, Device device)
        : base(nameof(TransformerEncoder))
    {
        ArgumentNullException.ThrowIfNull(config);
        _width = config.EmbeddingSize;
        _input = new PositionalInput(config, device);
        for (int layer = 0; layer < config.Transformer.EncoderLayers; layer++)
        {
            _layers.Add(new TransformerEncoderLayer(config, device));
        }

        _norm = ResidualConnection.CreateFinal(config, device);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public long OutputSize => _width;

    /// <inheritdoc/>
    public EncoderOutput Encode(Tensor embedded, SourceTensors source, bool keepsMaps = false)
    {
        ArgumentNullException.ThrowIfNull(source);
        using var scope = NewDisposeScope();
        var mask = AttentionMask.OfPadding(source.Padding);
        var maps = new List<AttentionMap>();
        var states = _input.Place(embedded);
        foreach (var (index, layer) in _layers.Index())
        {
            (states, var weights) = layer.Encode(states, mask, keepsMaps);
            if (weights is not null)
            {
                maps.Add(new AttentionMap(AttentionSite.EncoderSelf, index + 1, weights));
            }
        }

        states = _norm?.call(states) ?? states;
        states = states.masked_fill(source.Padding.transpose(1, 2), 0);
        return new EncoderOutput(states.MoveToOuterDisposeScope(), source.Padding) { Maps = [.. maps.Select(map => map.MoveToOuterDisposeScope())] };
    }
}

/// <summary>A layer of the encoder: self-attention, then a feed-forward network.</summary>
public sealed class TransformerEncoderLayer : nn.Module
{
    [ComponentName(Name = "self_attention")]
    private readonly MultiHeadAttention _selfAttention;

    [ComponentName(Name = "self_attention_residual")]
    private readonly ResidualConnection _selfAttentionResidual;

    [ComponentName(Name = "feed_forward")]
    private readonly FeedForward _feedForward;

    [ComponentName(Name = "feed_forward_residual")]
    private readonly ResidualConnection _feedForwardResidual;

    /// <summary>Creates a layer with unset weights.</summary>
    public TransformerEncoderLayer(ModelConfig config, Device device)
        : base(nameof(TransformerEncoderLayer))
    {
        ArgumentNullException.ThrowIfNull(config);
        _selfAttention = new MultiHeadAttention(config.EmbeddingSize, config.Transformer.Heads, config.AttentionDropout, device);
        _selfAttentionResidual = new ResidualConnection(config, device);
        _feedForward = new FeedForward(config, device);
        _feedForwardResidual = new ResidualConnection(config, device);
        RegisterComponents();
    }

    /// <summary>Computes the layer's states.</summary>
    /// <param name="states">The states below, <c>[batch, srcLen, width]</c>.</param>
    /// <param name="mask">Hides padding.</param>
    /// <param name="keepsWeights">Whether to return the weights.</param>
    /// <returns>States, <c>[batch, srcLen, width]</c>, and, if kept, weights, <c>[batch, heads, srcLen, srcLen]</c>.</returns>
    public (Tensor States, Tensor? Weights) Encode(Tensor states, AttentionMask mask, bool keepsWeights)
    {
        using var scope = NewDisposeScope();
        var entered = _selfAttentionResidual.Enter(states);
        var (attended, weights) = _selfAttention.Attend(entered, _selfAttention.Project(entered), mask, keepsWeights);
        var middle = _selfAttentionResidual.Leave(states, attended);
        var result = _feedForward.call(_feedForwardResidual.Enter(middle));
        return (_feedForwardResidual.Leave(middle, result).MoveToOuterDisposeScope(), weights?.MoveToOuterDisposeScope());
    }
}
