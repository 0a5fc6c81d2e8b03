using Nmt.Text;
using Nmt.Text.Subwords;
using TorchSharp;
using static TorchSharp.torch;

namespace Nmt.Model;

/// <summary>The source side of a batch as tensors.</summary>
/// <param name="Ids">Subword ids, <c>[batch, srcLen]</c>, padded at the end.</param>
/// <param name="Lengths">Number of real subwords in each sentence, <c>[batch]</c>; always on the CPU.</param>
/// <param name="Padding">True at padding, <c>[batch, 1, srcLen]</c>.</param>
public sealed record SourceTensors(Tensor Ids, Tensor Lengths, Tensor Padding)
{
    /// <summary>Number of sentences.</summary>
    public long Batch => Ids.shape[0];

    /// <summary>Creates the tensors of padded ids on a device. The tensors belong to the current dispose scope.</summary>
    public static SourceTensors From(PaddedIds source, Device device)
    {
        long batch = source.Lengths.Length;
        bool[] isPadding = new bool[batch * source.Width];
        for (int row = 0; row < batch; row++)
        {
            Array.Fill(isPadding, true, row * source.Width + source.Lengths[row], source.Width - source.Lengths[row]);
        }

        long[] lengths = Array.ConvertAll(source.Lengths, length => (long)length);
        return new SourceTensors(
            tensor(source.Ids, [batch, source.Width], device: device),
            tensor(lengths),
            tensor(isPadding, [batch, 1, source.Width], device: device));
    }
}

/// <summary>The target side of a batch as tensors, shifted for teacher forcing.</summary>
/// <param name="Input">The decoder's inputs: beginning of sentence, then all subwords but the last, <c>[batch, tgtLen]</c>.</param>
/// <param name="RealPositions">Positions of the real subwords in the flattened <c>[batch*tgtLen]</c>, <c>[tokens]</c>.</param>
/// <param name="RealOutput">The tokens to predict at those positions, <c>[tokens]</c>.</param>
public sealed record TargetTensors(Tensor Input, Tensor RealPositions, Tensor RealOutput)
{
    /// <summary>Number of real subwords, including ends of sentence.</summary>
    public long Tokens => RealOutput.shape[0];

    /// <summary>Creates the tensors of padded ids on a device. The tensors belong to the current dispose scope.</summary>
    /// <param name="target">Subword ids of each sentence, including its end of sentence.</param>
    /// <param name="beginOfSentence">The id that every decoder input starts with.</param>
    /// <param name="device">Where the tensors are created.</param>
    public static TargetTensors From(PaddedIds target, int beginOfSentence, Device device)
    {
        int width = target.Width;
        long[] input = new long[target.Ids.Length];
        var positions = new List<long>(target.Ids.Length);
        var output = new List<long>(target.Ids.Length);
        for (int row = 0; row < target.Lengths.Length; row++)
        {
            int start = row * width;
            input[start] = beginOfSentence;
            Array.Copy(target.Ids, start, input, start + 1, width - 1);
            for (int position = start; position < start + target.Lengths[row]; position++)
            {
                positions.Add(position);
                output.Add(target.Ids[position]);
            }
        }

        return new TargetTensors(
            tensor(input, [target.Lengths.Length, width], device: device),
            tensor(positions.ToArray(), device: device),
            tensor(output.ToArray(), device: device));
    }
}

/// <summary>
/// Replaces random input subwords by the unknown one, so that the model does not come to depend on single subwords (Gal
/// and Ghahramani 2016, section 4.2, drop embeddings of whole words). The tokens to predict do not change.
/// </summary>
/// <param name="probability">The probability of replacing a subword.</param>
/// <param name="vocabularies">Define the unknown subwords and the reserved ones, which are never replaced.</param>
public sealed class WordDropout(double probability, Sides<Vocabulary> vocabularies)
{
    /// <summary>Returns the source side with replacements; the tensors belong to the current dispose scope.</summary>
    public SourceTensors Apply(SourceTensors source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return probability > 0 ? source with { Ids = Replace(source.Ids, vocabularies.Source) } : source;
    }

    /// <summary>Returns the target side with replacements among the decoder's inputs.</summary>
    public TargetTensors Apply(TargetTensors target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return probability > 0 ? target with { Input = Replace(target.Input, vocabularies.Target) } : target;
    }

    private Tensor Replace(Tensor ids, Vocabulary vocabulary)
    {
        using var scope = NewDisposeScope();
        var isReplaced = rand(ids.shape, ScalarType.Float32, ids.device).lt(probability.ToScalar())
            .logical_and(ids.ne(vocabulary.Pad.ToScalar())).logical_and(ids.ne(vocabulary.Bos.ToScalar())).logical_and(ids.ne(vocabulary.Eos.ToScalar()));
        return ids.masked_fill(isReplaced, vocabulary.Unk).MoveToOuterDisposeScope();
    }
}
