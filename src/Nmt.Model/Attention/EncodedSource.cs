using static TorchSharp.torch;

namespace Nmt.Model.Attention;

/// <summary>An encoded batch, prepared for a decoder to attend to.</summary>
/// <param name="Keys">What queries are compared with, <c>[batch, srcLen, size]</c>.</param>
/// <param name="Values">What contexts are means of, <c>[batch, srcLen, hidden]</c>.</param>
/// <param name="Padding">True at padding, <c>[batch, 1, srcLen]</c>.</param>
public sealed record EncodedSource(Tensor Keys, Tensor Values, Tensor Padding)
{
    /// <summary>Number of sentences.</summary>
    public long Batch => Values.shape[0];

    /// <summary>Selects some of the sentences.</summary>
    /// <param name="sentences">Indices, <c>[kept]</c>.</param>
    public EncodedSource Select(Tensor sentences) =>
        new(Keys.index_select(0, sentences), Values.index_select(0, sentences), Padding.index_select(0, sentences));

    /// <summary>Repeats each sentence for each of its rows.</summary>
    /// <param name="times">Rows per sentence.</param>
    internal EncodedSource Repeat(long times) => times == 1 ? this
        : new(Keys.repeat_interleave(times, 0), Values.repeat_interleave(times, 0), Padding.repeat_interleave(times, 0));
}
