using Nmt.Model.Attention.Scores;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Nmt.Model.Transformer;

/// <summary>
/// Multi-head attention (Vaswani et al. 2017, section 3.2.2): <c>MultiHead(Q, K, V) = [head_1; …; head_h] W^O</c> with
/// <c>head_i = softmax(Q W_i^Q (K W_i^K)ᵀ / √size) V W_i^V</c> (eq. 1), where size = width / heads. The matrices of all heads are one,
/// and, unlike in the paper, have biases.
/// </summary>
public sealed class MultiHeadAttention : nn.Module
{
    private readonly int _heads;

    [ComponentName(Name = "query")]
    private readonly Linear _query;

    [ComponentName(Name = "key")]
    private readonly Linear _key;

    [ComponentName(Name = "value")]
    private readonly Linear _value;

    [ComponentName(Name = "output")]
    private readonly Linear _output;

    [ComponentName(Name = "dropout")]
    private readonly Dropout _dropout;

    /// <summary>Creates attention with unset weights.</summary>
    /// <param name="width">Width of queries, states and results; a multiple of <paramref name="heads"/>.</param>
    /// <param name="heads">Number of heads.</param>
    /// <param name="dropout">Probability of dropping a weight in training; the returned weights are without dropout.</param>
    /// <param name="device">Where the weights are.</param>
    public MultiHeadAttention(int width, int heads, double dropout, Device device)
        : base(nameof(MultiHeadAttention))
    {
        _heads = heads;
        _query = nn.Linear(width, width, device: device);
        _key = nn.Linear(width, width, device: device);
        _value = nn.Linear(width, width, device: device);
        _output = nn.Linear(width, width, device: device);
        _dropout = new Dropout(dropout);
        RegisterComponents();
    }

    /// <summary>Computes the keys and values of states, once for all queries.</summary>
    /// <param name="states">The states, <c>[batch, keys, width]</c>.</param>
    public KeysAndValues Project(Tensor states)
    {
        using var scope = NewDisposeScope();
        return new KeysAndValues(HeadProducts.Split(_key.call(states), _heads), HeadProducts.Split(_value.call(states), _heads)).MoveToOuterDisposeScope();
    }

    /// <summary>Attends to keys and values.</summary>
    /// <param name="queries">The states that attend, <c>[batch, queries, width]</c>.</param>
    /// <param name="source">What they attend to.</param>
    /// <param name="mask">The keys that they may not attend to; null if they may attend to all.</param>
    /// <param name="keepsWeights">Whether to return the weights, which the library's fused attention does not compute.</param>
    /// <returns>The result, <c>[batch, queries, width]</c>, and, if kept, the weights, <c>[batch, heads, queries, keys]</c>.</returns>
    public (Tensor Result, Tensor? Weights) Attend(Tensor queries, KeysAndValues source, AttentionMask? mask, bool keepsWeights)
    {
        ArgumentNullException.ThrowIfNull(source);
        using var scope = NewDisposeScope();
        var split = HeadProducts.Split(_query.call(queries), _heads);
        // On the CPU the library's fused attention drops no weights: it would compute them all too, and slowly.
        bool isPlain = keepsWeights || (_dropout.IsActive && queries.device_type == TorchSharp.DeviceType.CPU);
        var (context, weights) = isPlain ? AttendPlainly(split, source, mask) : (AttendFused(split, source, mask), null);
        var merged = context.transpose(1, 2).reshape(queries.shape);                        // [batch, queries, width]
        return (_output.call(merged).MoveToOuterDisposeScope(), keepsWeights ? weights!.MoveToOuterDisposeScope() : null);
    }

    private (Tensor Context, Tensor Weights) AttendPlainly(Tensor queries, KeysAndValues source, AttentionMask? mask)
    {
        var scores = (queries / Math.Sqrt(queries.shape[3])).matmul(source.Keys.transpose(2, 3)); // [batch, heads, queries, keys]
        var weights = (mask is null ? scores : scores.masked_fill(mask.Hidden, double.NegativeInfinity)).softmax(-1);
        return (_dropout.call(weights).matmul(source.Values), weights);
    }

    private Tensor AttendFused(Tensor queries, KeysAndValues source, AttentionMask? mask) => nn.functional.scaled_dot_product_attention(
        queries, source.Keys, source.Values, mask?.Visible(), _dropout.IsActive ? _dropout.Probability : 0);
}

/// <summary>What queries attend to, per head.</summary>
/// <param name="Keys">Keys, <c>[rows, heads, keys, size]</c>.</param>
/// <param name="Values">Values, <c>[rows, heads, keys, size]</c>.</param>
public sealed record KeysAndValues(Tensor Keys, Tensor Values)
{
    /// <summary>Both tensors.</summary>
    public IEnumerable<Tensor> Tensors => [Keys, Values];

    /// <summary>Appends those of later positions.</summary>
    public KeysAndValues Append(KeysAndValues later) => new(cat([Keys, later.Keys], 2), cat([Values, later.Values], 2));

    /// <summary>Selects rows.</summary>
    /// <param name="rows">Indices, <c>[new rows]</c>.</param>
    public KeysAndValues Select(Tensor rows) => new(Keys.index_select(0, rows), Values.index_select(0, rows));

    /// <summary>Moves the tensors to the dispose scope around the current one.</summary>
    public KeysAndValues MoveToOuterDisposeScope() => new(Keys.MoveToOuterDisposeScope(), Values.MoveToOuterDisposeScope());
}
