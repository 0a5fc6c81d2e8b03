using static TorchSharp.torch;

namespace Nmt.Search.Decoding;

/// <summary>Chooses one token for each row.</summary>
internal interface ITokenChoice
{
    /// <summary>Chooses.</summary>
    /// <param name="logProbabilities">Log-probabilities, <c>[rows, vocab]</c>; minus infinity where something is forbidden.</param>
    /// <param name="hypotheses">The number that each row had at the start of the search.</param>
    ChosenTokens Choose(Tensor logProbabilities, IReadOnlyList<int> hypotheses);
}
