using static TorchSharp.torch;

namespace Nmt.Search.Decoding;

/// <summary>The choice of greedy search.</summary>
internal sealed class MostProbableToken : ITokenChoice
{
    public ChosenTokens Choose(Tensor logProbabilities, IReadOnlyList<int> hypotheses)
    {
        var (values, indexes) = logProbabilities.max(1);
        return new ChosenTokens(indexes.data<long>().ToArray(), values.data<float>().ToArray());
    }
}
