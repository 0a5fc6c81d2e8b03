using Nmt.Model.Attention;
using Nmt.Model.Recurrent.Cells;
using Nmt.Runs.Config;
using Nmt.Search;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Nmt.Model.Recurrent;

/// <summary>
/// Recurrent decoder with attention. After the recurrent step, where configured with input feeding (Luong et al. 2015):
/// <c>s_t = f([y_(t-1); h̃_(t-1)], s_(t-1))</c>, <c>c_t = Σ α(s_t)_i h_i</c>, <c>h̃_t = tanh(W [c_t; s_t])</c> (eq. 5). Before it (Bahdanau
/// et al. 2015, appendix A.2.2): <c>c_t = Σ α(s_(t-1))_i h_i</c>, <c>s_t = f([y_(t-1); c_t], s_(t-1))</c>, and
/// <c>h̃_t = tanh(W [s_t; y_(t-1); c_t])</c>, as Nematus does it (Sennrich et al. 2017, section 2); the paper has s_(t-1) there, biases, and a
/// maxout layer with pairs of units. The decoder's two modes, all positions at once and step by step, share their weights.
/// </summary>
public sealed class RecurrentDecoder : nn.Module, IDecoder
{
    private readonly DecoderConfig _config;
    private readonly bool _isResidual;
    private readonly double _recurrentDropout;
    private readonly AttentionMechanism? _attention;

    [ComponentName(Name = "bridge")]
    private readonly Bridge _bridge;

    // The modules own the weights, and the cells compute with them.
    [ComponentName(Name = "cells")]
    private readonly ModuleList<nn.Module> _modules = nn.ModuleList<nn.Module>();
    private readonly List<IRecurrentCell> _cells = [];

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
        (_config, _isResidual, _recurrentDropout, _attention) = (config, model.Residual, model.RecurrentDropout, attention);
        _bridge = new Bridge(model, encoderSize, device);
        bool attendsFirst = config.AttentionOrder == AttentionOrder.Before;
        long contextSize = attention is null ? 0 : encoderSize;
        long besides = attendsFirst ? contextSize : config.UsesInputFeeding ? config.HiddenSize : 0;
        for (int layer = 0; layer < config.Layers; layer++)
        {
            long below = layer > 0 ? config.HiddenSize : model.EmbeddingSize + besides;
            var (module, cell) = RecurrentCells.Create(model, below, config.HiddenSize, device);
            _modules.Add(module);
            _cells.Add(cell);
        }

        long combined = contextSize + config.HiddenSize + (attendsFirst ? model.EmbeddingSize : 0);
        _combine = nn.Linear(combined, config.HiddenSize, hasBias: false, device: device);
        _dropout = new Dropout(model.Dropout);
        Fused = config is { Layers: 1, UsesInputFeeding: true } && attention is { IsGlobalDotProduct: true } && _modules[0] is LSTMCell only
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
        var (cells, attentional, attended) = _config.AttentionOrder == AttentionOrder.Before
            ? AttendThenStep(embedded, state)
            : StepThenAttend(embedded, state);
        // All steps share the source and the masks, which stay in the scope that they were created in.
        var next = state with
        {
            Hidden = [.. cells.Select(cell => cell.Hidden.MoveToOuterDisposeScope())],
            Cell = [.. cells.Select(cell => cell.Cell?.MoveToOuterDisposeScope()).OfType<Tensor>()],
            Attentional = attentional,
            Coverage = attended?.Coverage?.MoveToOuterDisposeScope(),
            Position = state.Position + 1,
        };
        return new DecoderStep(attentional, attended?.Weights, next, attended?.Loss)
        {
            HeadWeights = attended?.HeadWeights, ChoiceLogProbability = attended?.ChoiceLogProbability,
        }.MoveToOuterDisposeScope();
    }

    private (CellState[] Cells, Tensor Attentional, AttentionResult? Attended) StepThenAttend(Tensor embedded, RecurrentState state)
    {
        var input = _config.UsesInputFeeding ? cat([embedded, state.Attentional], 1) : embedded;
        var (cells, top) = StepCells(input, state);
        var attended = Attend(top, state);
        return (cells, Combine(attended?.Context, top), attended);
    }

    private (CellState[] Cells, Tensor Attentional, AttentionResult? Attended) AttendThenStep(Tensor embedded, RecurrentState state)
    {
        var attended = Attend(state.Hidden[^1], state);
        var context = attended?.Context ?? throw new InvalidOperationException("attention before the cell needs attention");
        var (cells, top) = StepCells(cat([embedded, context], 1), state);
        return (cells, Combine(top, embedded, context), attended);
    }

    /// <summary>Computes one step of all layers.</summary>
    /// <returns>The new state of each layer, and the output of the top one, <c>[rows, hidden]</c>.</returns>
    private (CellState[] Cells, Tensor Top) StepCells(Tensor input, RecurrentState state)
    {
        var cells = new CellState[_cells.Count];
        var output = input;
        for (int layer = 0; layer < cells.Length; layer++)
        {
            var below = layer > 0 ? _dropout.call(output) : output;
            cells[layer] = _cells[layer].Step(below, state.OfLayer(layer), state.HiddenScale?[layer]);
            output = _isResidual && layer > 0 ? output + cells[layer].Hidden : cells[layer].Hidden;
        }

        return (cells, output);
    }

    private IReadOnlyList<Tensor> SampleScales(RecurrentState state) =>
        [.. state.Hidden.Select(hidden => VariationalMask.Sample(_recurrentDropout, hidden.shape[0], hidden.shape[1], hidden)!)];

    /// <summary>Attends with <c>[rows, hidden]</c> decoder states; the rows of a sentence are adjacent.</summary>
    /// <returns>The result with one row per state; null without attention.</returns>
    private AttentionResult? Attend(Tensor states, RecurrentState state)
    {
        if (_attention is null || state.Source is not { } source)
        {
            return null;
        }

        var query = states.view(source.Batch, states.shape[0] / source.Batch, states.shape[1]); // [batch, beam, hidden]
        return _attention.Attend(query, source, state.Position, state.Coverage).Rows();
    }

    /// <summary>Computes the attentional state from its parts, each <c>[rows, size]</c>.</summary>
    private Tensor Combine(params Tensor?[] parts) => _dropout.call(_combine.call(cat([.. parts.OfType<Tensor>()], 1)).tanh_());
}

/// <summary>Everything that one step passes to the next; immutable. <c>rows</c> is batch, or batch*beam in search.</summary>
/// <param name="Hidden">Hidden state of each layer, <c>[rows, hidden]</c>.</param>
/// <param name="Cell">Cell state of each layer, <c>[rows, hidden]</c>; empty if the cells have none.</param>
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

    /// <summary>The state of a layer, from 0.</summary>
    public CellState OfLayer(int layer) => new(Hidden[layer], Cell.Count > 0 ? Cell[layer] : null);

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
