using static TorchSharp.torch;

namespace Nmt.Search.Scorers;

/// <summary>What a scorer answers.</summary>
/// <param name="LogProbabilities">Of every possible next token, <c>[rows, vocab]</c>; higher is better. The caller may change it in place.</param>
/// <param name="State">The state for the next step.</param>
/// <param name="Attention">Weights of the source positions in this step, <c>[rows, srcLen]</c>; null where the model has none.</param>
public sealed record ScorerStep(Tensor LogProbabilities, IScorerState State, Tensor? Attention = null);
