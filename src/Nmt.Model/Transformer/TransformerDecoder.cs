using Nmt.Runs.Config;
using Nmt.Search;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Nmt.Model.Transformer;

/// <summary>
/// The decoder of a Transformer (Vaswani et al. 2017, section 3.1). Its two modes, all positions at once and step by step, run the same
/// layers: a step attends to the cached keys and values of earlier positions, teacher forcing hides the later ones.
/// </summary>
public sealed class TransformerDecoder : nn.Module, IDecoder
{
    private readonly int _width;
    private readonly int _alignmentLayer;

    [ComponentName(Name = "input")]
    private readonly PositionalInput _input;

    [ComponentName(Name = "layers")]
    private readonly ModuleList<TransformerDecoderLayer> _layers = nn.ModuleList<TransformerDecoderLayer>();

    [ComponentName(Name = "norm")]
    private readonly LayerNorm? _norm;

    /// <summary>Creates a decoder with unset weights.</summary>
    public TransformerDecoder(ModelConfig config, Device device)
        : base(nameof(TransformerDecoder))
    {
        ArgumentNullException.ThrowIfNull(config);
        (_width, _alignmentLayer) = (config.EmbeddingSize, config.Transformer.ResolvedAlignmentLayer);
        _input = new PositionalInput(config, device);
        for (int layer = 0; layer < config.Transformer.DecoderLayers; layer++)
        {
            _layers.Add(new TransformerDecoderLayer(config, device));
        }

        _norm = ResidualConnection.CreateFinal(config, device);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public long OutputSize => _width;

    /// <inheritdoc/>
    public IEnumerable<(ParameterGroup Group, string Path)> Groups =>
        _layers.Select((_, layer) => (ParameterGroup.Attention, $"layers.{layer}.cross_attention"));

    /// <inheritdoc/>
    public IDecoderState Start(EncoderOutput encoded)
    {
        ArgumentNullException.ThrowIfNull(encoded);
        return new TransformerState([.. _layers.Select(layer => layer.Start(encoded.States))], encoded.Padding);
    }

    /// <inheritdoc/>
    public DecoderStep Step(Tensor embedded, IDecoderState state)
    {
        using var scope = NewDisposeScope();
        var previous = (TransformerState)state;
        var decoded = Run(embedded.unsqueeze(1), previous, selfMask: null, keepsMaps: false);
        long rows = embedded.shape[0];
        // A position per row: [sentences, heads, rows per sentence, srcLen] to [rows, heads, srcLen].
        var heads = decoded.Alignment.transpose(1, 2).flatten(0, 1);
        var weights = heads.mean([1]);
        foreach (var tensor in decoded.State.Past)
        {
            tensor.MoveToOuterDisposeScope();
        }

        return new DecoderStep(decoded.States.view(rows, -1).MoveToOuterDisposeScope(), weights.MoveToOuterDisposeScope(), decoded.State)
        {
            HeadWeights = heads.shape[1] > 1 ? heads.MoveToOuterDisposeScope() : null,
        };
    }

    /// <inheritdoc/>
    public TeacherForcedOutput DecodeTeacherForced(Tensor embedded, IDecoderState state, TeacherForcingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        using var scope = NewDisposeScope();
        var mask = AttentionMask.OfLaterPositions(embedded.shape[1], embedded.device);
        var decoded = Run(embedded, (TransformerState)state, mask, options.KeepsMaps);
        return new TeacherForcedOutput(decoded.States, decoded.Alignment.mean([1])) { Maps = decoded.Maps }.MoveToOuterDisposeScope();
    }

    private Decoded Run(Tensor embedded, TransformerState state, AttentionMask? selfMask, bool keepsMaps)
    {
        var masks = new DecoderMasks(selfMask, AttentionMask.OfPadding(state.Padding));
        var maps = new List<AttentionMap>();
        var caches = new LayerCache[_layers.Count];
        var states = _input.Place(embedded, state.Position);
        Tensor? alignment = null;
        foreach (var (index, layer) in _layers.Index())
        {
            bool isAlignment = index + 1 == _alignmentLayer;
            var kept = keepsMaps ? KeptWeights.Self | KeptWeights.Cross : isAlignment ? KeptWeights.Cross : KeptWeights.None;
            var decoded = layer.Decode(states, state.Layers[index], masks, kept);
            (states, caches[index]) = (decoded.States, decoded.Cache);
            alignment = isAlignment ? decoded.CrossWeights : alignment;
            if (keepsMaps)
            {
                maps.Add(new AttentionMap(AttentionSite.Cross, index + 1, decoded.CrossWeights!));
                maps.Add(new AttentionMap(AttentionSite.DecoderSelf, index + 1, decoded.SelfWeights!));
            }
        }

        var next = state with { Layers = caches, Position = state.Position + (int)embedded.shape[1] };
        return new Decoded(_norm?.call(states) ?? states, next, alignment!, maps);
    }

    /// <summary>The results of all layers.</summary>
    /// <param name="States">States of the last layer, <c>[rows, positions, width]</c>.</param>
    /// <param name="State">The state after the last position.</param>
    /// <param name="Alignment">Weights of the alignment layer, <c>[sentences, heads, rows per sentence * positions, srcLen]</c>.</param>
    /// <param name="Maps">The weights of all layers, if kept.</param>
    private sealed record Decoded(Tensor States, TransformerState State, Tensor Alignment, IReadOnlyList<AttentionMap> Maps);
}

/// <summary>Everything that one step of a Transformer passes to the next; immutable. <c>rows</c> is batch, or batch*beam in search.</summary>
/// <param name="Layers">Keys and values of each decoder layer.</param>
/// <param name="Padding">True at padding of the source, <c>[sentences, 1, srcLen]</c>.</param>
public sealed record TransformerState(IReadOnlyList<LayerCache> Layers, Tensor Padding) : IDecoderState
{
    /// <summary>Target position of the next step, from 0.</summary>
    public int Position { get; init; }

    /// <summary>The keys and values of earlier positions, which grow with every step.</summary>
    public IEnumerable<Tensor> Past => Layers.SelectMany(layer => layer.Past?.Tensors ?? []);

    /// <inheritdoc/>
    public IEnumerable<Tensor> Tensors => [.. Past, .. Layers.SelectMany(layer => layer.Source.Tensors), Padding];

    /// <inheritdoc/>
    public IDecoderState Select(Tensor rows, Tensor? sentences) => this with
    {
        Layers = [.. Layers.Select(layer => new LayerCache(
            layer.Past?.Select(rows), sentences is null ? layer.Source : layer.Source.Select(sentences)))],
        Padding = sentences is null ? Padding : Padding.index_select(0, sentences),
    };
}
