using Nmt.Runs.Config;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Nmt.Model.Attention;

/// <summary>
/// Scores how well a decoder state and a source position match: the first part of attention (Luong et al. 2015, section 3.1).
/// A score with weights is a module.
/// </summary>
public interface IAttentionScore
{
    /// <summary>Whether a score is the dot product of query and key.</summary>
    bool IsDotProduct { get; }

    /// <summary>Computes the part of the score that depends only on the source, once per sentence.</summary>
    /// <param name="states">Encoder states, <c>[batch, srcLen, hidden]</c>.</param>
    /// <returns>Keys, <c>[batch, srcLen, size]</c>.</returns>
    Tensor ProjectKeys(Tensor states);

    /// <summary>Scores several decoder states per sentence.</summary>
    /// <param name="query">Decoder states, <c>[batch, queries, hidden]</c>.</param>
    /// <param name="keys">The result of <see cref="ProjectKeys"/>, <c>[batch, srcLen, size]</c>.</param>
    /// <returns>Scores, <c>[batch, queries, srcLen]</c>.</returns>
    Tensor Score(Tensor query, Tensor keys);
}

/// <summary>
/// Decides which source positions a decoder state attends to, and turns scores into weights: the second part of attention
/// (Luong et al. 2015, sections 3.1 and 3.2). A window with weights is a module.
/// </summary>
public interface IAttentionWindow
{
    /// <summary>Whether the weights are the softmax of the scores of all source positions.</summary>
    bool IsGlobal { get; }

    /// <summary>Computes the weights, and a loss that training adds to the translation loss.</summary>
    /// <param name="scores">The scores, <c>[batch, queries, srcLen]</c>.</param>
    /// <param name="query">Decoder states, <c>[batch, queries, hidden]</c>.</param>
    /// <param name="source">The source that they attend to.</param>
    /// <param name="position">The target position of the queries, from 0.</param>
    /// <returns>
    /// Weights, <c>[batch, queries, srcLen]</c>, 0 at padding; the loss of each query, <c>[batch, queries]</c>, or null.
    /// </returns>
    (Tensor Weights, Tensor? AuxiliaryLoss) ComputeWeights(Tensor scores, Tensor query, EncodedSource source, int position);
}

/// <summary>Global attention: the softmax of the scores of all source positions (Luong et al. 2015, section 3.1).</summary>
public sealed class GlobalWindow : IAttentionWindow
{
    /// <inheritdoc/>
    public bool IsGlobal => true;

    /// <inheritdoc/>
    public (Tensor Weights, Tensor? AuxiliaryLoss) ComputeWeights(Tensor scores, Tensor query, EncodedSource source, int position)
    {
        using var masked = scores.masked_fill(source.Padding, double.NegativeInfinity);
        return (masked.softmax(-1), null);
    }
}

/// <summary>An encoded batch, prepared for a decoder to attend to.</summary>
/// <param name="Keys">Projected states, <c>[batch, srcLen, size]</c>.</param>
/// <param name="States">Encoder states, <c>[batch, srcLen, hidden]</c>.</param>
/// <param name="Padding">True at padding, <c>[batch, 1, srcLen]</c>.</param>
public sealed record EncodedSource(Tensor Keys, Tensor States, Tensor Padding)
{
    /// <summary>Number of sentences.</summary>
    public long Batch => States.shape[0];

    /// <summary>Selects some of the sentences.</summary>
    /// <param name="sentences">Indices, <c>[kept]</c>.</param>
    public EncodedSource Select(Tensor sentences) =>
        new(Keys.index_select(0, sentences), States.index_select(0, sentences), Padding.index_select(0, sentences));
}

/// <summary>The result of attention.</summary>
/// <param name="Context">Weighted means of the encoder states, <c>[batch, queries, hidden]</c>.</param>
/// <param name="Weights">Weights, <c>[batch, queries, srcLen]</c>.</param>
/// <param name="AuxiliaryLoss">The loss of each query, <c>[batch, queries]</c>; null if the attention has none.</param>
public sealed record AttentionResult(Tensor Context, Tensor Weights, Tensor? AuxiliaryLoss);

/// <summary>Attention of decoder states over encoder states: a score, and a window of positions.</summary>
/// <param name="score">Compares states.</param>
/// <param name="window">Turns scores into weights.</param>
/// <param name="dropout">Drops weights before the context is computed; the returned weights are without dropout.</param>
public sealed class AttentionMechanism(IAttentionScore score, IAttentionWindow window, Dropout dropout)
{
    /// <summary>Whether attention is a softmax over dot products of query and keys, without dropout: a decoder may compute it itself.</summary>
    public bool IsGlobalDotProduct => score.IsDotProduct && window.IsGlobal && dropout.p == 0;

    /// <summary>The modules, with the names under which the decoder registers them.</summary>
    public IEnumerable<(string Name, nn.Module Module)> Modules =>
        new[] { ("attention", score as nn.Module), ("attention_window", window as nn.Module), ("attention_dropout", dropout) }
            .Where(entry => entry.Item2 is not null).Select(entry => (entry.Item1, entry.Item2!));

    /// <summary>Creates the mechanism that a config describes, with unset weights.</summary>
    /// <param name="config">The model's parts and sizes.</param>
    /// <param name="encoderSize">Width of encoder states.</param>
    /// <param name="device">Where the weights are.</param>
    public static AttentionMechanism Create(ModelConfig config, long encoderSize, Device device)
    {
        int decoderSize = config.Decoder.HiddenSize;
        IAttentionScore score = config.Attention.Type switch
        {
            AttentionKind.General => new GeneralScore(encoderSize, decoderSize, device),
            AttentionKind.Additive => new AdditiveScore(encoderSize, decoderSize, config.Attention.Size > 0 ? config.Attention.Size : decoderSize, device),
            var other => throw new InvalidOperationException($"unknown attention {other}"),
        };
        return new AttentionMechanism(score, new GlobalWindow(), nn.Dropout(config.AttentionDropout));
    }

    /// <summary>Computes what depends only on the source, once per batch.</summary>
    /// <param name="states">Encoder states, <c>[batch, srcLen, hidden]</c>.</param>
    /// <param name="padding">True at padding, <c>[batch, 1, srcLen]</c>.</param>
    public EncodedSource Prepare(Tensor states, Tensor padding) => new(score.ProjectKeys(states), states, padding);

    /// <summary>Attends with several decoder states per sentence.</summary>
    /// <param name="query">Decoder states, <c>[batch, queries, hidden]</c>.</param>
    /// <param name="source">The result of <see cref="Prepare"/>.</param>
    /// <param name="position">The target position of the queries, from 0.</param>
    public AttentionResult Attend(Tensor query, EncodedSource source, int position)
    {
        using var scores = score.Score(query, source.Keys);
        var (weights, loss) = window.ComputeWeights(scores, query, source, position);
        using var dropped = dropout.call(weights);
        return new AttentionResult(dropped.bmm(source.States), weights, loss);
    }
}
