using Nmt.Text.Vocabularies;
using static TorchSharp.torch;

namespace Nmt.Model;

/// <summary>The source side of a batch as tensors.</summary>
/// <param name="Ids">Subword ids, <c>[batch, srcLen]</c>, padded at the end.</param>
/// <param name="Lengths">Real subwords of each sentence, <c>[batch]</c>, always on the CPU.</param>
/// <param name="Padding">True at padding, <c>[batch, 1, srcLen]</c>.</param>
public sealed record SourceTensors(Tensor Ids, Tensor Lengths, Tensor Padding)
{
    /// <summary>Sentences.</summary>
    public long Batch => Ids.shape[0];

    /// <summary>Lays padded ids out on a device. The tensors belong to the current dispose scope.</summary>
    public static SourceTensors From(PaddedIds source, Device device)
    {
        long batch = source.Lengths.Length;
        var isPadding = new bool[batch * source.Width];
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
