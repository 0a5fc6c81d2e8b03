using static TorchSharp.torch;

namespace Nmt.Search;

/// <summary>What a scorer answers.</summary>
/// <param name="LogProbabilities">Of every possible next token, <c>[rows, vocab]</c>; higher is better. The caller may change it in place.</param>
/// <param name="State">The state for the next step.</param>
public sealed record ScorerStep(Tensor LogProbabilities, IScorerState State);
