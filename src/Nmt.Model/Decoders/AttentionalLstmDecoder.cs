using Nmt.Model.Attention;
using Nmt.Model.Decoders.TeacherForcing;
using Nmt.Model.Encoders;
using Nmt.Model.Recurrent;
using Nmt.Runs.Config;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Nmt.Model.Decoders;

/// <summary>
/// LSTM decoder with attention after the recurrent step and, where configured, input feeding (Luong et al. 2015):
/// <c>s_t = LSTM([x_t; h̃_(t-1)], s_(t-1))</c>, <c>c_t = Σ α_ti h_i</c>, <c>h̃_t = tanh(W_c [c_t; s_t])</c> (eq. 5).
/// </summary>
public sealed class AttentionalLstmDecoder : nn.Module<Tensor, DecoderState, AttentionMemory, (Tensor, Tensor)>, IDecoder
{
    private readonly DecoderConfig _config;
    private readonly LstmOptions _options;

    [ComponentName(Name = "attention")]
    private readonly IAttention _attention;

    [ComponentName(Name = "bridge")]
    private readonly Bridge _bridge;

    [ComponentName(Name = "cells")]
    private readonly ModuleList<nn.Module<Tensor, (Tensor, Tensor)?, (Tensor, Tensor)>> _cells =
        nn.ModuleList<nn.Module<Tensor, (Tensor, Tensor)?, (Tensor, Tensor)>>();

    [ComponentName(Name = "combine")]
    private readonly Linear _combine;

    [ComponentName(Name = "dropout")]
    private readonly Dropout _dropout;

    [ComponentName(Name = "attention_dropout")]
    private readonly Dropout _attentionDropout;

    /// <summary>Makes a decoder with unset weights (see <see cref="WeightInitializer"/>).</summary>
    /// <param name="config">Sizes and parts.</param>
    /// <param name="attention">The attention mechanism, a module; the decoder registers it.</param>
    /// <param name="encoderSize">Width of encoder states.</param>
    /// <param name="embeddingSize">Width of target embeddings.</param>
    /// <param name="options">Dropout and layer normalization.</param>
    /// <param name="device">Where the weights live.</param>
    public AttentionalLstmDecoder(
        DecoderConfig config, IAttention attention, long encoderSize, long embeddingSize, LstmOptions options, Device device)
        : base(nameof(AttentionalLstmDecoder))
    {
        _config = config;
        _attention = attention;
        _options = options;
        _bridge = new Bridge(config, encoderSize, device);
        for (int layer = 0; layer < config.Layers; layer++)
        {
            long below = layer > 0 ? config.HiddenSize : embeddingSize + (config.InputFeeding ? config.HiddenSize : 0);
            _cells.Add(options.LayerNorm
                ? new LayerNormLstmCell(below, config.HiddenSize, device)
                : nn.LSTMCell(below, config.HiddenSize, device: device));
        }

        _combine = nn.Linear(encoderSize + config.HiddenSize, config.HiddenSize, hasBias: false, device: device);
        _dropout = nn.Dropout(options.Dropout);
        _attentionDropout = nn.Dropout(options.AttentionDropout);
        TeacherForcing = config is { Layers: 1, InputFeeding: true } && attention is GeneralAttention
            && options.AttentionDropout == 0 && _cells[0] is LSTMCell only
            ? new FusedTeacherForcing(only, _combine, _dropout)
            : new StepwiseTeacherForcing(this);
        RegisterComponents();
    }

    /// <summary>How all positions of a batch are computed; the fastest way that fits the decoder.</summary>
    internal ITeacherForcing TeacherForcing { get; set; }

    /// <inheritdoc/>
    public AttentionMemory Memorize(EncoderOutput encoded) =>
        new(_attention.ProjectKeys(encoded.States), encoded.States, encoded.Padding);

    /// <inheritdoc/>
    public DecoderState Start(EncoderOutput encoded)
    {
        var state = _bridge.call(encoded);
        return training && _options.RecurrentDropout > 0 ? state with { HiddenScale = DrawScales(state) } : state;
    }

    /// <inheritdoc/>
    public (Tensor States, Tensor Weights) Forward(Tensor embedded, DecoderState state, AttentionMemory memory) =>
        call(embedded, state, memory);

    /// <inheritdoc/>
    public override (Tensor, Tensor) forward(Tensor embedded, DecoderState state, AttentionMemory memory) =>
        TeacherForcing.Force(embedded, state, memory);

    /// <inheritdoc/>
    public DecoderStep Step(Tensor embedded, DecoderState state, AttentionMemory memory)
    {
        using var scope = NewDisposeScope();
        var hidden = new Tensor[_cells.Count];
        var cell = new Tensor[_cells.Count];
        var below = _config.InputFeeding ? cat([embedded, state.Attentional], 1) : embedded;
        for (int layer = 0; layer < _cells.Count; layer++)
        {
            var before = state.HiddenScale is { } scale ? state.Hidden[layer] * scale[layer] : state.Hidden[layer];
            (hidden[layer], cell[layer]) = _cells[layer].call(below, (before, state.Cell[layer]));
            below = layer + 1 < _cells.Count ? _dropout.call(hidden[layer]) : hidden[layer];
        }

        var (attentional, weights) = Attend(below, memory);
        var next = new DecoderState(hidden, cell, attentional);
        next.MoveToOuterDisposeScope();
        // The masks stay where they were made: they are the same for every step.
        next = next with { HiddenScale = state.HiddenScale };
        return new DecoderStep(attentional, weights.MoveToOuterDisposeScope(), next);
    }

    private IReadOnlyList<Tensor> DrawScales(DecoderState state) =>
        [.. state.Hidden.Select(hidden => VariationalMask.Draw(_options.RecurrentDropout, hidden.shape[0], hidden.shape[1], hidden)!)];

    /// <summary>Attention of <c>[rows, hidden]</c> decoder states, rows of one sentence next to each other.</summary>
    private (Tensor Attentional, Tensor Weights) Attend(Tensor top, AttentionMemory memory)
    {
        long rows = top.shape[0];
        var query = top.view(memory.Batch, rows / memory.Batch, top.shape[1]);   // [batch, beam, hidden]
        var weights = _attention.Weigh(query, memory.Keys, memory.Padding);      // [batch, beam, srcLen]
        var context = _attentionDropout.call(weights).bmm(memory.States).view(rows, -1); // [rows, hidden]
        var attentional = _dropout.call(_combine.call(cat([context, top], 1)).tanh_());
        return (attentional, weights.view(rows, -1));
    }
}
