using Nmt.Model.Attention;
using Nmt.Runs.Config;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Nmt.Model.Recurrent;

/// <summary>
/// LSTM decoder with attention after the recurrent step and, where configured, input feeding (Luong et al. 2015):
/// <c>s_t = LSTM([x_t; h̃_(t-1)], s_(t-1))</c>, <c>c_t = Σ α_ti h_i</c>, <c>h̃_t = tanh(W_c [c_t; s_t])</c> (eq. 5). Its two modes, all
/// positions at once and step by step, share their weights.
/// </summary>
public sealed class RecurrentDecoder : nn.Module, IDecoder
{
    private readonly DecoderConfig _config;
    private readonly double _recurrentDropout;
    private readonly AttentionMechanism? _attention;

    [ComponentName(Name = "bridge")]
    private readonly Bridge _bridge;

    [ComponentName(Name = "cells")]
    private readonly ModuleList<nn.Module<Tensor, (Tensor, Tensor)?, (Tensor, Tensor)>> _cells =
        nn.ModuleList<nn.Module<Tensor, (Tensor, Tensor)?, (Tensor, Tensor)>>();

    [ComponentName(Name = "combine")]
    private readonly Linear _combine;

    [ComponentName(Name = "dropout")]
    private readonly Dropout _dropout;

    /// <summary>Creates a decoder with unset weights.</summary>
    /// <param name="model">Sizes and parts.</param>
    /// <param name="attention">The attention mechanism, whose modules the decoder registers; null decodes without attention.</param>
    /// <param name="encoderSize">Width of encoder states.</param>
    /// <param name="device">Where the weights are.</param>
    public RecurrentDecoder(ModelConfig model, AttentionMechanism? attention, long encoderSize, Device device)
        : base(nameof(RecurrentDecoder))
    {
        var config = model.Decoder;
        (_config, _recurrentDropout, _attention) = (config, model.RecurrentDropout, attention);
        _bridge = new Bridge(config, encoderSize, device);
        for (int layer = 0; layer < config.Layers; layer++)
        {
            long below = layer > 0 ? config.HiddenSize : model.EmbeddingSize + (config.InputFeeding ? config.HiddenSize : 0);
            _cells.Add(model.LayerNorm
                ? new LayerNormLstmCell(below, config.HiddenSize, device)
                : nn.LSTMCell(below, config.HiddenSize, device: device));
        }

        long contextSize = attention is null ? 0 : encoderSize;
        _combine = nn.Linear(contextSize + config.HiddenSize, config.HiddenSize, hasBias: false, device: device);
        _dropout = nn.Dropout(model.Dropout);
        Fused = config is { Layers: 1, InputFeeding: true } && attention is { IsGlobalDotProduct: true } && _cells[0] is LSTMCell only
            ? new FusedTeacherForcing(only, _combine, _dropout)
            : null;
        // First: the order of parameters determines that of the tensors in checkpoints and of sums over parameters.
        foreach (var (name, module) in attention?.Modules ?? [])
        {
            register_module(name, module);
        }

        RegisterComponents();
    }

    /// <inheritdoc/>
    public long OutputSize => _config.HiddenSize;

    /// <inheritdoc/>
    public IEnumerable<(ParameterGroup Group, string Path)> Groups =>
        [(ParameterGroup.Bridge, "bridge"), .. (_attention?.Modules ?? []).Select(entry => (ParameterGroup.Attention, entry.Name))];

    /// <summary>Computes all positions of a batch in one function, if it supports the decoder; null decodes step by step.</summary>
    internal FusedTeacherForcing? Fused { get; set; }

    /// <inheritdoc/>
    public IDecoderState Start(EncoderOutput encoded)
    {
        var source = _attention?.Prepare(encoded.States, encoded.Padding);
        var state = _bridge.call(encoded) with { Source = source, Coverage = source is null ? null : _attention!.InitialCoverage(source) };
        return training && _recurrentDropout > 0 ? state with { HiddenScale = SampleScales(state) } : state;
    }

    /// <inheritdoc/>
    public TeacherForcedOutput DecodeTeacherForced(Tensor embedded, IDecoderState state, TeacherForcingOptions options)
    {
        using var scope = NewDisposeScope();
        // The gradients of the fused function do not include those of the weights.
        var decoded = Fused is not null && !options.DifferentiableWeights
            ? Fused.Decode(embedded, (RecurrentState)state)
            : DecodeStepwise(embedded, state);
        return (options.KeepsMaps ? decoded with { Maps = Maps(decoded) } : decoded).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public DecoderStep Step(Tensor embedded, IDecoderState state) => Step(embedded, (RecurrentState)state);

    private TeacherForcedOutput DecodeStepwise(Tensor embedded, IDecoderState state)
    {
        using var scope = NewDisposeScope();
        var inputs = embedded.unbind(1);
        return StepwiseTeacherForcing.Decode(inputs.Length, (t, previous) => Step(inputs[t], previous?.State ?? state)).MoveToOuterDisposeScope();
    }

    private static IReadOnlyList<AttentionMap> Maps(TeacherForcedOutput decoded) =>
        (decoded.HeadWeights?.transpose(1, 2) ?? decoded.Weights?.unsqueeze(1)) is { } weights ? [new AttentionMap(AttentionSite.Cross, Layer: 1, weights)] : [];

    private DecoderStep Step(Tensor embedded, RecurrentState state)
    {
        using var scope = NewDisposeScope();
        var hidden = new Tensor[_cells.Count];
        var cell = new Tensor[_cells.Count];
        var below = _config.InputFeeding ? cat([embedded, state.Attentional], 1) : embedded;
        for (int layer = 0; layer < _cells.Count; layer++)
        {
            var previous = state.HiddenScale is { } scale ? state.Hidden[layer] * scale[layer] : state.Hidden[layer];
            (hidden[layer], cell[layer]) = _cells[layer].call(below, (previous, state.Cell[layer]));
            below = layer + 1 < _cells.Count ? _dropout.call(hidden[layer]) : hidden[layer];
        }

        var attended = Attend(below, state);
        var attentional = _dropout.call(_combine.call(attended is null ? below : cat([attended.Context, below], 1)).tanh_());
        // All steps share the source and the masks, which stay in the scope that they were created in.
        var next = state with
        {
            Hidden = hidden, Cell = cell, Attentional = attentional, Coverage = attended?.Coverage, Position = state.Position + 1,
        };
        foreach (var tensor in (IEnumerable<Tensor>)[.. hidden, .. cell])
        {
            tensor.MoveToOuterDisposeScope();
        }

        next.Coverage?.MoveToOuterDisposeScope();
        return new DecoderStep(attentional, attended?.Weights, next, attended?.Loss)
        {
            HeadWeights = attended?.HeadWeights, ChoiceLogProbability = attended?.ChoiceLogProbability,
        }.MoveToOuterDisposeScope();
    }

    private IReadOnlyList<Tensor> SampleScales(RecurrentState state) =>
        [.. state.Hidden.Select(hidden => VariationalMask.Sample(_recurrentDropout, hidden.shape[0], hidden.shape[1], hidden)!)];

    /// <summary>Attends with <c>[rows, hidden]</c> decoder states; the rows of a sentence are adjacent.</summary>
    /// <returns>The result with one row per state; null without attention.</returns>
    private AttentionResult? Attend(Tensor top, RecurrentState state)
    {
        if (_attention is null || state.Source is not { } source)
        {
            return null;
        }

        var query = top.view(source.Batch, top.shape[0] / source.Batch, top.shape[1]); // [batch, beam, hidden]
        return _attention.Attend(query, source, state.Position, state.Coverage).Rows();
    }
}

/// <summary>Everything that one step passes to the next; immutable. <c>rows</c> is batch, or batch*beam in search.</summary>
/// <param name="Hidden">Hidden state of each layer, <c>[rows, hidden]</c>.</param>
/// <param name="Cell">Cell state of each layer, <c>[rows, hidden]</c>.</param>
/// <param name="Attentional">The last attentional state h̃, <c>[rows, hidden]</c>; zeros at first.</param>
public sealed record RecurrentState(IReadOnlyList<Tensor> Hidden, IReadOnlyList<Tensor> Cell, Tensor Attentional) : IDecoderState
{
    /// <summary>The encoded source to attend to; null without attention.</summary>
    public EncodedSource? Source { get; init; }

    /// <summary>The attention that each source position has had so far, <c>[rows, srcLen]</c>; null without coverage.</summary>
    public Tensor? Coverage { get; init; }

    /// <summary>Target position of the next step, from 0.</summary>
    public int Position { get; init; }

    /// <summary>
    /// Factors of each layer's hidden state as it enters a step, <c>[rows, hidden]</c>: a dropout mask that is the same at all steps.
    /// Null outside of training.
    /// </summary>
    public IReadOnlyList<Tensor>? HiddenScale { get; init; }

    /// <inheritdoc/>
    public IEnumerable<Tensor> Tensors =>
    [
        .. Hidden, .. Cell, Attentional, .. HiddenScale ?? [],
        .. new[] { Source?.Keys, Source?.Values, Source?.Padding, Coverage }.OfType<Tensor>(),
    ];

    /// <inheritdoc/>
    public IDecoderState Select(Tensor rows, Tensor? sentences) => this with
    {
        Hidden = [.. Hidden.Select(tensor => tensor.index_select(0, rows))],
        Cell = [.. Cell.Select(tensor => tensor.index_select(0, rows))],
        Attentional = Attentional.index_select(0, rows),
        HiddenScale = HiddenScale is null ? null : [.. HiddenScale.Select(tensor => tensor.index_select(0, rows))],
        Coverage = Coverage?.index_select(0, rows),
        Source = sentences is null ? Source : Source?.Select(sentences),
    };
}
