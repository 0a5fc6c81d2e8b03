using Nmt.Text.Vocabularies;
using static TorchSharp.torch;

namespace Nmt.Model;

/// <summary>The target side of a batch as tensors, shifted for teacher forcing.</summary>
/// <param name="Input">What the decoder reads: beginning of sentence, then all subwords but the last, <c>[batch, tgtLen]</c>.</param>
/// <param name="RealPositions">Places of the real subwords in the flattened <c>[batch*tgtLen]</c>, <c>[tokens]</c>.</param>
/// <param name="RealOutput">What the decoder should say at those places, <c>[tokens]</c>.</param>
public sealed record TargetTensors(Tensor Input, Tensor RealPositions, Tensor RealOutput)
{
    /// <summary>Real subwords, ends of sentence included.</summary>
    public long Tokens => RealOutput.shape[0];

    /// <summary>Lays padded ids out on a device. The tensors belong to the current dispose scope.</summary>
    /// <param name="target">Subword ids, each sentence with its end.</param>
    /// <param name="beginOfSentence">The id that every decoder input starts with.</param>
    /// <param name="device">Where the tensors are wanted.</param>
    public static TargetTensors From(PaddedIds target, int beginOfSentence, Device device)
    {
        int width = target.Width;
        var input = new long[target.Ids.Length];
        var positions = new List<long>(target.Ids.Length);
        var output = new List<long>(target.Ids.Length);
        for (int row = 0; row < target.Lengths.Length; row++)
        {
            int start = row * width;
            input[start] = beginOfSentence;
            Array.Copy(target.Ids, start, input, start + 1, width - 1);
            for (int place = start; place < start + target.Lengths[row]; place++)
            {
                positions.Add(place);
                output.Add(target.Ids[place]);
            }
        }

        return new TargetTensors(
            tensor(input, [target.Lengths.Length, width], device: device),
            tensor(positions.ToArray(), device: device),
            tensor(output.ToArray(), device: device));
    }
}
