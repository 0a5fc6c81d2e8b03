using Nmt.Runs.Config;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Nmt.Model.Transformer;

/// <summary>A layer of the decoder: self-attention, cross-attention to the source, then a feed-forward network.</summary>
public sealed class TransformerDecoderLayer : nn.Module
{
    [ComponentName(Name = "self_attention")]
    private readonly MultiHeadAttention _selfAttention;

    [ComponentName(Name = "self_attention_residual")]
    private readonly ResidualConnection _selfAttentionResidual;

    [ComponentName(Name = "cross_attention")]
    private readonly MultiHeadAttention _crossAttention;

    [ComponentName(Name = "cross_attention_residual")]
    private readonly ResidualConnection _crossAttentionResidual;

    [ComponentName(Name = "feed_forward")]
    private readonly FeedForward _feedForward;

    [ComponentName(Name = "feed_forward_residual")]
    private readonly ResidualConnection _feedForwardResidual;

    /// <summary>Creates a layer with unset weights.</summary>
    public TransformerDecoderLayer(ModelConfig config, Device device)
        : base(nameof(TransformerDecoderLayer))
    {
        ArgumentNullException.ThrowIfNull(config);
        _selfAttention = new MultiHeadAttention(config.EmbeddingSize, config.Transformer.Heads, config.AttentionDropout, device);
        _selfAttentionResidual = new ResidualConnection(config, device);
        _crossAttention = new MultiHeadAttention(config.EmbeddingSize, config.Transformer.Heads, config.AttentionDropout, device);
        _crossAttentionResidual = new ResidualConnection(config, device);
        _feedForward = new FeedForward(config, device);
        _feedForwardResidual = new ResidualConnection(config, device);
        RegisterComponents();
    }

    /// <summary>The cache before the first position.</summary>
    /// <param name="source">Encoder states, <c>[sentences, srcLen, width]</c>.</param>
    public LayerCache Start(Tensor source) => new(Past: null, _crossAttention.Project(source));

    /// <summary>Decodes consecutive positions.</summary>
    /// <param name="states">The states below, <c>[rows, positions, width]</c>; the rows of a sentence are adjacent.</param>
    /// <param name="cache">The keys and values of earlier positions and of the source.</param>
    /// <param name="masks">The keys that are hidden.</param>
    /// <param name="kept">The weights to return.</param>
    public DecodedLayer Decode(Tensor states, LayerCache cache, DecoderMasks masks, KeptWeights kept)
    {
        ArgumentNullException.ThrowIfNull(states);
        ArgumentNullException.ThrowIfNull(cache);
        ArgumentNullException.ThrowIfNull(masks);
        using var scope = NewDisposeScope();
        var entered = _selfAttentionResidual.Enter(states);
        var own = _selfAttention.Project(entered);
        var past = cache.Past?.Append(own) ?? own;
        var (selfAttended, selfWeights) = _selfAttention.Attend(entered, past, masks.Self, kept.HasFlag(KeptWeights.Self));
        var middle = _selfAttentionResidual.Leave(states, selfAttended);

        // All positions of all rows of a sentence attend to the same keys.
        var queries = _crossAttentionResidual.Enter(middle).view(cache.Source.Keys.shape[0], -1, states.shape[2]);
        var (crossAttended, crossWeights) = _crossAttention.Attend(queries, cache.Source, masks.Cross, kept.HasFlag(KeptWeights.Cross));
        middle = _crossAttentionResidual.Leave(middle, crossAttended.view(states.shape));

        var result = _feedForwardResidual.Leave(middle, _feedForward.call(_feedForwardResidual.Enter(middle)));
        return new DecodedLayer(
            result.MoveToOuterDisposeScope(),
            cache with { Past = past.MoveToOuterDisposeScope() },
            selfWeights?.MoveToOuterDisposeScope(),
            crossWeights?.MoveToOuterDisposeScope());
    }
}

/// <summary>What a layer keeps from one position to the next.</summary>
/// <param name="Past">Keys and values of earlier positions, one row per hypothesis; null before the first position.</param>
/// <param name="Source">Keys and values of the source, one row per sentence.</param>
public sealed record LayerCache(KeysAndValues? Past, KeysAndValues Source);

/// <summary>The keys that are hidden from a decoder.</summary>
/// <param name="Self">Later positions; null if there are none.</param>
/// <param name="Cross">Padding of the source.</param>
public sealed record DecoderMasks(AttentionMask? Self, AttentionMask Cross);

/// <summary>The attention weights that a decoder layer returns: not those that nobody needs, because its attention is faster without.</summary>
[Flags]
public enum KeptWeights
{
    /// <summary>No weights.</summary>
    None = 0,

    /// <summary>The weights of self-attention.</summary>
    Self = 1,

    /// <summary>The weights of cross-attention.</summary>
    Cross = 2,
}

/// <summary>The result of a decoder layer.</summary>
/// <param name="States">States, <c>[rows, positions, width]</c>.</param>
/// <param name="Cache">The cache for the next position.</param>
/// <param name="SelfWeights">Weights of self-attention, <c>[rows, heads, positions, keys]</c>; null unless kept.</param>
/// <param name="CrossWeights">
/// Weights of cross-attention, <c>[sentences, heads, rows per sentence * positions, srcLen]</c>; null unless kept.
/// </param>
public sealed record DecodedLayer(Tensor States, LayerCache Cache, Tensor? SelfWeights, Tensor? CrossWeights);
