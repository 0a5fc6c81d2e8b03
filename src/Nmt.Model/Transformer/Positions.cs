using Nmt.Runs.Config.Architectures;
using Nmt.Text;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Nmt.Model.Transformer;

/// <summary>A vector per position, which is added to the embedding there (Vaswani et al. 2017, section 3.5). With weights, it is a module.</summary>
public interface IPositions
{
    /// <summary>The vectors of consecutive positions.</summary>
    /// <param name="first">The first position, from 0.</param>
    /// <param name="count">Number of positions.</param>
    /// <param name="like">A tensor of the device and type that they are needed on.</param>
    /// <returns><c>[count, width]</c>; it belongs to the current dispose scope.</returns>
    Tensor Of(int first, int count, Tensor like);
}

/// <summary>
/// Sinusoidal positions: <c>PE(p, 2i) = sin(p / 10000^(2i/width))</c>, <c>PE(p, 2i+1) = cos(p / 10000^(2i/width))</c> (Vaswani et al.
/// 2017, section 3.5). Works for sentences of any length.
/// </summary>
/// <param name="width">Width of a vector.</param>
public sealed class Sinusoids(int width) : IPositions
{
    private const double LongestWave = 10_000;

    /// <summary>Positions that the first table holds; it doubles whenever a longer sentence comes.</summary>
    private const int FirstTable = 128;

    private Tensor? _table;

    /// <inheritdoc/>
    public Tensor Of(int first, int count, Tensor like)
    {
        ArgumentNullException.ThrowIfNull(like);
        int needed = first + count;
        if (_table is null || _table.shape[0] < needed || _table.dtype != like.dtype || _table.device.ToString() != like.device.ToString())
        {
            int length = FirstTable;
            while (length < needed)
            {
                length = checked(2 * length);
            }

            _table?.Dispose();
            // Training may use a table that translation has created.
            using var mode = inference_mode(false);
            _table = tensor(Values(length), [length, width], like.dtype, like.device).DetachFromDisposeScope();
        }

        return _table.narrow(0, first, count);
    }

    private double[] Values(int length)
    {
        double[] values = new double[length * width];
        for (int i = 0; i < values.Length; i++)
        {
            var (position, unit) = Math.DivRem(i, width);
            double angle = position / Math.Pow(LongestWave, (double)(unit - (unit % 2)) / width);
            values[i] = unit % 2 == 0 ? Math.Sin(angle) : Math.Cos(angle);
        }

        return values;
    }
}

/// <summary>Learnt positions: a parameter per position (Gehring et al. 2017, section 3.1).</summary>
public sealed class LearntPositions : nn.Module, IPositions
{
    [ComponentName(Name = "weight")]
    private readonly Parameter _weight;

    /// <summary>Creates unset vectors.</summary>
    /// <param name="count">Number of positions.</param>
    /// <param name="width">Width of a vector.</param>
    /// <param name="device">Where they are.</param>
    public LearntPositions(int count, int width, Device device)
        : base(nameof(LearntPositions))
    {
        _weight = new Parameter(zeros([count, width], device: device));
        RegisterComponents();
    }

    /// <inheritdoc/>
    /// <exception cref="DataException">When a position has no vector.</exception>
    public Tensor Of(int first, int count, Tensor like)
    {
        var weight = get_parameter("weight")!;
        return first + count <= weight.shape[0]
            ? weight.narrow(0, first, count)
            : throw new DataException(
                $"a sentence has {first + count} subwords, counting its end, but the model has learnt only {weight.shape[0]} positions (model.transformer.max_positions)");
    }
}

/// <summary>The inputs of the first layer of an encoder or decoder: scaled embeddings plus positions, with dropout on the sum.</summary>
public sealed class PositionalInput : nn.Module
{
    private readonly double _scale;
    private readonly IPositions? _positions;

    [ComponentName(Name = "dropout")]
    private readonly Dropout _dropout;

    /// <summary>Creates the inputs that a config describes.</summary>
    public PositionalInput(Runs.Config.ModelConfig config, Device device)
        : base(nameof(PositionalInput))
    {
        ArgumentNullException.ThrowIfNull(config);
        _scale = config.EmbeddingScale;
        _positions = config.Transformer.Positions switch
        {
            PositionKind.Sinusoidal => new Sinusoids(config.EmbeddingSize),
            PositionKind.Learnt => new LearntPositions(config.Transformer.MaxPositions, config.EmbeddingSize, device),
            PositionKind.None => null,
            var other => throw new InvalidOperationException($"unknown positions {other}"),
        };
        _dropout = new Dropout(config.EmbeddingDropout ?? config.Dropout);
        if (_positions is nn.Module learnt)
        {
            register_module("positions", learnt);
        }

        register_module("dropout", _dropout);
    }

    // The library's own version would register the positions under the name of their field too.
    /// <inheritdoc/>
    protected override void RegisterComponents()
    {
    }

    /// <summary>Computes the inputs at consecutive positions.</summary>
    /// <param name="embedded">Embedded subwords, <c>[rows, positions, width]</c>.</param>
    /// <param name="first">The position of the first of them, from 0.</param>
    /// <returns><c>[rows, positions, width]</c>.</returns>
    /// <exception cref="DataException">When the positions are learnt and a sentence has more.</exception>
    public Tensor Place(Tensor embedded, int first = 0)
    {
        using var scope = NewDisposeScope();
        var scaled = embedded * _scale;
        var placed = _positions is null ? scaled : scaled.add_(_positions.Of(first, (int)embedded.shape[1], embedded));
        return _dropout.call(placed).MoveToOuterDisposeScope();
    }
}
