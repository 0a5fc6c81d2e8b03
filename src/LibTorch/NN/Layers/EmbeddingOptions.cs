namespace TorchSharp.Modules;

/// <summary>How an embedding treats its gradient.</summary>
/// <param name="PaddingIndex">The row that gets no gradient, or null.</param>
/// <param name="ScalesGradientByFrequency">Divides a row's gradient by how often the batch holds it.</param>
/// <param name="IsSparse">Makes the gradient a sparse tensor.</param>
internal sealed record EmbeddingOptions(long? PaddingIndex, bool ScalesGradientByFrequency, bool IsSparse)
{
    /// <summary>What libtorch takes for "no padding row".</summary>
    internal const long NoPadding = -1;

    /// <summary>Checks a factory's arguments and counts a negative padding row from the end.</summary>
    internal static EmbeddingOptions Of(long count, long? paddingIndex, double? maxNorm, bool scaleGradByFreq, bool sparse)
    {
        if (maxNorm is not null)
        {
            // Renormalizing looked-up rows in place is not offered here; to ignore it would be silent.
            throw new NotSupportedException("Embedding: max_norm is not supported by this runtime.");
        }

        if (paddingIndex is { } index && (index < -count || index >= count))
        {
            throw new ArgumentOutOfRangeException(
                nameof(paddingIndex), index, $"Embedding: padding_idx must be within its {count} rows.");
        }

        return new EmbeddingOptions(paddingIndex < 0 ? paddingIndex + count : paddingIndex, scaleGradByFreq, sparse);
    }
}
