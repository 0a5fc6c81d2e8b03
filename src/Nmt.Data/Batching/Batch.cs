using Nmt.Text.Subwords;

namespace Nmt.Data.Batching;

/// <summary>Pairs that are trained on together.</summary>
/// <param name="Source">Source ids with end of sentence, <c>[sentences, source width]</c>.</param>
/// <param name="Target">Target ids with end of sentence, <c>[sentences, target width]</c>.</param>
/// <param name="Indices">The index of each pair in the corpus.</param>
public sealed record Batch(PaddedIds Source, PaddedIds Target, int[] Indices)
{
    /// <summary>The word alignments of the pairs, null for a pair without one; null if no pair of the corpus has one.</summary>
    public IReadOnlyList<AlignedLine?>? Alignments { get; init; }

    /// <summary>Number of pairs.</summary>
    public int Sentences => Indices.Length;

    /// <summary>Source ids that are not padding.</summary>
    public int SourceTokens => Source.Tokens;

    /// <summary>Target ids that are not padding, ends of sentences included: the number by which the loss is divided.</summary>
    public int TargetTokens => Target.Tokens;

    /// <summary>A range of the pairs, padded to the longest of them.</summary>
    /// <param name="rows">The range.</param>
    public Batch Slice(Range rows) => new(Source.Slice(rows), Target.Slice(rows), Indices[rows])
    {
        Alignments = Alignments?.Take(rows).ToArray(),
    };
}
