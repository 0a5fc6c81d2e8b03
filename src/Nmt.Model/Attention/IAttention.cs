using static TorchSharp.torch;

namespace Nmt.Model.Attention;

/// <summary>Weighs every source position against decoder states.</summary>
public interface IAttention
{
    /// <summary>The share of the comparison that depends on the source alone, done once a sentence.</summary>
    /// <param name="states">Encoder states, <c>[batch, srcLen, hidden]</c>.</param>
    /// <returns>Keys, <c>[batch, srcLen, size]</c>.</returns>
    Tensor ProjectKeys(Tensor states);

    /// <summary>Attention weights of several decoder states a sentence.</summary>
    /// <param name="query">Decoder states, <c>[batch, queries, hidden]</c>.</param>
    /// <param name="keys">What <see cref="ProjectKeys"/> returned, <c>[batch, srcLen, size]</c>.</param>
    /// <param name="padding">True at padding, <c>[batch, 1, srcLen]</c>.</param>
    /// <returns>Weights, <c>[batch, queries, srcLen]</c>; each row sums to 1 and is 0 at padding.</returns>
    Tensor Weigh(Tensor query, Tensor keys, Tensor padding);
}
