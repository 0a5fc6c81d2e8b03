using Nmt.Cpu.Kernels;

namespace Nmt.Cpu;

/// <summary>Encoded sentences, one after the other without padding.</summary>
/// <param name="States">The encoder's states, <c>[subwords of all sentences, size]</c>.</param>
/// <param name="Layout">Where each sentence is.</param>
internal sealed record EncodedSource(RowBuffer States, SentenceLayout Layout)
{
    /// <summary>The last hidden states of a recurrent encoder, directions side by side, <c>[sentences, size]</c>.</summary>
    public RowBuffer? FinalHidden { get; init; }

    /// <summary>The last cell states of an LSTM encoder, <c>[sentences, size]</c>.</summary>
    public RowBuffer? FinalCell { get; init; }
}

/// <summary>Where each sentence is in a matrix with a row per subword.</summary>
internal sealed class SentenceLayout
{
    /// <summary>Lays out sentences one after the other.</summary>
    public SentenceLayout(IReadOnlyList<int[]> sentences)
    {
        Lengths = [.. sentences.Select(sentence => sentence.Length)];
        Starts = new int[Lengths.Length];
        for (int i = 1; i < Lengths.Length; i++)
        {
            Starts[i] = Starts[i - 1] + Lengths[i - 1];
        }

        Longest = Lengths.Max();
        Subwords = Starts[^1] + Lengths[^1];
    }

    /// <summary>The first row of each sentence.</summary>
    public int[] Starts { get; }

    /// <summary>The number of rows of each sentence.</summary>
    public int[] Lengths { get; }

    /// <summary>Number of rows of the longest sentence.</summary>
    public int Longest { get; }

    /// <summary>Number of rows of all sentences.</summary>
    public int Subwords { get; }
}
