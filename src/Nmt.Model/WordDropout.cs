using Nmt.Text.Vocabularies;
using TorchSharp;
using static TorchSharp.torch;

namespace Nmt.Model;

/// <summary>
/// Replaces subwords that a model reads by the unknown one, each by chance, so that it learns to do without any of them (Gal
/// and Ghahramani 2016, section 4.2, drop embeddings of whole words). What it is to say stays as it is.
/// </summary>
/// <param name="probability">The share of subwords that are replaced.</param>
/// <param name="vocabulary">Knows the unknown subword and the reserved ones, which are never replaced.</param>
public sealed class WordDropout(double probability, Vocabulary vocabulary)
{
    /// <summary>The source side with replacements; the tensors belong to the current dispose scope.</summary>
    public SourceTensors Apply(SourceTensors source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return probability > 0 ? source with { Ids = Replace(source.Ids) } : source;
    }

    /// <summary>The target side with replacements among the decoder's inputs.</summary>
    public TargetTensors Apply(TargetTensors target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return probability > 0 ? target with { Input = Replace(target.Input) } : target;
    }

    private Tensor Replace(Tensor ids)
    {
        using var scope = NewDisposeScope();
        var isReplaced = rand(ids.shape, ScalarType.Float32, ids.device).lt(probability.ToScalar())
            .logical_and(ids.ne(vocabulary.Pad.ToScalar())).logical_and(ids.ne(vocabulary.Bos.ToScalar())).logical_and(ids.ne(vocabulary.Eos.ToScalar()));
        return ids.masked_fill(isReplaced, vocabulary.Unk).MoveToOuterDisposeScope();
    }
}
