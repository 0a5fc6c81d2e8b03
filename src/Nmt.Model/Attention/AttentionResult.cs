using static TorchSharp.torch;

namespace Nmt.Model.Attention;

/// <summary>The result of attention.</summary>
/// <param name="Context">Weighted means of the values, <c>[batch, queries, hidden]</c>.</param>
/// <param name="Weights">Weights, mean over heads, <c>[batch, queries, srcLen]</c>; 0 at padding.</param>
public sealed record AttentionResult(Tensor Context, Tensor Weights)
{
    /// <summary>Weights of each head, <c>[batch, queries, heads, srcLen]</c>; null if there is one.</summary>
    public Tensor? HeadWeights { get; init; }

    /// <summary>A loss that training adds to the translation loss, <c>[batch, queries]</c>; null if there is none.</summary>
    public Tensor? Loss { get; init; }

    /// <summary>The log-probability of sampled positions (see <see cref="ChosenPositions.LogProbability"/>), <c>[batch, queries]</c>; or null.</summary>
    public Tensor? ChoiceLogProbability { get; init; }

    /// <summary>The attention that each source position has had until now, <c>[batch, queries, srcLen]</c>; null without coverage.</summary>
    public Tensor? Coverage { get; init; }

    /// <summary>The same with one row per query: <c>[batch, queries, ...]</c> to <c>[rows, ...]</c>.</summary>
    public AttentionResult Rows() => Reshape(tensor => tensor.flatten(0, 1));

    /// <summary>Groups the rows of each sentence: <c>[rows, 1, ...]</c> to <c>[batch, queries, ...]</c>.</summary>
    internal AttentionResult Grouped(long queries) =>
        Reshape(rows => rows.reshape([rows.shape[0] / queries, queries, .. rows.shape.Skip(2)]));

    private AttentionResult Reshape(Func<Tensor, Tensor> reshape) => new(reshape(Context), reshape(Weights))
    {
        HeadWeights = HeadWeights is null ? null : reshape(HeadWeights),
        Loss = Loss is null ? null : reshape(Loss),
        ChoiceLogProbability = ChoiceLogProbability is null ? null : reshape(ChoiceLogProbability),
        Coverage = Coverage is null ? null : reshape(Coverage),
    };

    /// <summary>All tensors.</summary>
    public IEnumerable<Tensor> Tensors => new[] { Context, Weights, HeadWeights, Loss, ChoiceLogProbability, Coverage }.OfType<Tensor>();
}
