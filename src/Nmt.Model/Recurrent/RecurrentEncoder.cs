using Nmt.Model.Recurrent.Cells;
using Nmt.Runs.Config;
using static TorchSharp.torch;

namespace Nmt.Model.Recurrent;

/// <summary>
/// Stacked recurrent layers that read the source forwards, or in both directions (see <see cref="EncoderConfig"/>). The library's layers
/// run wherever they compute the same; normalized cells and recurrent dropout run step by step.
/// </summary>
public sealed class RecurrentEncoder : nn.Module<Tensor, SourceTensors, EncoderOutput>, IEncoder
{
    private readonly ModelConfig _model;
    private readonly Dropout _dropout;

    // Null with normalized cells, which are in the list then: one list per layer, one cell per direction.
    private readonly LibraryStack? _library;
    private readonly List<IReadOnlyList<IRecurrentCell>> _normalized = [];

    /// <summary>Creates an encoder with unset weights.</summary>
    public RecurrentEncoder(ModelConfig model, Device device)
        : base(nameof(RecurrentEncoder))
    {
        ArgumentNullException.ThrowIfNull(model);
        _model = model;
        _dropout = new Dropout(model.Dropout);
        if (model.LayerNorm)
        {
            CreateNormalized(device);
        }
        else
        {
            _library = new LibraryStack(model, device);
            register_module(_library.Name, _library.Module);
        }

        register_module("dropout", _dropout);
    }

    /// <inheritdoc/>
    public long OutputSize => _model.Encoder.StateSize;

    /// <inheritdoc/>
    public EncoderOutput Encode(Tensor embedded, SourceTensors source, bool keepsMaps = false) => call(embedded, source);

    /// <inheritdoc/>
    public override EncoderOutput forward(Tensor embedded, SourceTensors source)
    {
        ArgumentNullException.ThrowIfNull(source);
        using var scope = NewDisposeScope();
        var order = _model.Encoder.ReverseSource ? ReversedOrder.Of(source) : null;
        var encoded = Read(order?.Apply(embedded) ?? embedded, source);
        var states = order?.Apply(encoded.States) ?? encoded.States;
        return encoded with
        {
            States = states.MoveToOuterDisposeScope(),
            Final = new FinalState(encoded.Final!.Hidden.MoveToOuterDisposeScope(), encoded.Final.Cell?.MoveToOuterDisposeScope()),
        };
    }

    // Parts are registered one by one, under names that depend on the config.
    /// <inheritdoc/>
    protected override void RegisterComponents()
    {
    }

    private EncoderOutput Read(Tensor embedded, SourceTensors source)
    {
        double recurrentDropout = training ? _model.RecurrentDropout : 0;
        return _library is not null && recurrentDropout == 0
            ? _library.Run(embedded, source, _dropout)
            : new RecurrentScan(_library?.Layers() ?? _normalized, _dropout, _model.Residual, recurrentDropout).Run(embedded, source);
    }

    private void CreateNormalized(Device device)
    {
        var config = _model.Encoder;
        string[] names = config.Type == EncoderKind.Bidirectional ? ["forward_cells", "backward_cells"] : ["forward_cells"];
        var directions = Array.ConvertAll(names, _ => nn.ModuleList<nn.Module>());
        for (int layer = 0; layer < config.Layers; layer++)
        {
            var cells = new List<IRecurrentCell>();
            foreach (var direction in directions)
            {
                var (module, cell) = RecurrentCells.Create(_model, layer > 0 ? config.StateSize : _model.EmbeddingSize, config.HiddenSize, device);
                direction.Add(module);
                cells.Add(cell);
            }

            _normalized.Add(cells);
        }

        foreach (var (name, direction) in names.Zip(directions))
        {
            register_module(name, direction);
        }
    }
}

/// <summary>
/// The order in which a reversed source is read: the last word first, the end of sentence at its end (Sutskever et al. 2014, section 3.3).
/// Applied twice it is the original order. Padding keeps its positions.
/// </summary>
/// <param name="rows">For each position of the batch, the row that is read there, <c>[batch*srcLen]</c>.</param>
internal sealed class ReversedOrder(Tensor rows)
{
    /// <summary>The order for a batch. Its tensors belong to the current dispose scope.</summary>
    public static ReversedOrder Of(SourceTensors source)
    {
        var (batch, width) = (source.Ids.shape[0], source.Ids.shape[1]);
        var device = source.Ids.device;
        var end = source.Lengths.to(device).unsqueeze(1) - 1;                     // [batch, 1]: position of the end of sentence
        var positions = arange(width, device: device).unsqueeze(0);               // [1, srcLen]
        var read = where(positions.lt(end), end - 1 - positions, positions);      // [batch, srcLen]
        var first = (arange(batch, device: device) * width).unsqueeze(1);
        return new ReversedOrder((read + first).flatten());
    }

    /// <summary>Reorders the positions of each sentence, <c>[batch, srcLen, size]</c>.</summary>
    public Tensor Apply(Tensor values) => values.flatten(0, 1).index_select(0, rows).view(values.shape);
}
