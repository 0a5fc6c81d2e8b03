using static TorchSharp.torch;

namespace Nmt.Model.Attention.Scores;

/// <summary>Splits vectors into heads, and multiplies them head by head.</summary>
internal static class HeadProducts
{
    /// <summary>Splits the last dimension, <c>[batch, length, size]</c> to <c>[batch, heads, length, size/heads]</c>.</summary>
    public static Tensor Split(Tensor vectors, int heads)
    {
        using var parts = vectors.view(vectors.shape[0], vectors.shape[1], heads, vectors.shape[2] / heads);
        return parts.transpose(1, 2);
    }

    /// <summary>Dot products of queries and keys, <c>[batch, heads, queries, srcLen]</c>.</summary>
    /// <param name="query"><c>[batch, queries, size]</c>.</param>
    /// <param name="keys"><c>[batch, srcLen, size]</c>.</param>
    /// <param name="heads">Number of heads.</param>
    public static Tensor Of(Tensor query, Tensor keys, int heads)
    {
        if (heads == 1)
        {
            using var transposed = keys.transpose(1, 2);
            using var products = query.bmm(transposed);
            return products.unsqueeze(1);
        }

        using var scope = NewDisposeScope();
        return Split(query, heads).matmul(Split(keys, heads).transpose(2, 3)).MoveToOuterDisposeScope();
    }

    /// <summary>Sums weighted vectors head by head, and concatenates the sums of all heads.</summary>
    /// <param name="weights"><c>[batch, heads, queries, srcLen]</c>.</param>
    /// <param name="values"><c>[batch, srcLen, size]</c>.</param>
    /// <returns><c>[batch, queries, size]</c>.</returns>
    public static Tensor WeightedSum(Tensor weights, Tensor values)
    {
        using var scope = NewDisposeScope();
        int heads = (int)weights.shape[1];
        var sums = heads == 1
            ? weights.squeeze(1).bmm(values)
            : weights.matmul(Split(values, heads)).transpose(1, 2).flatten(2, 3);
        return sums.MoveToOuterDisposeScope();
    }
}
