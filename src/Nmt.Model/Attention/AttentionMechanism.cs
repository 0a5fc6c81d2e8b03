using Nmt.Model.Attention.Normalization;
using Nmt.Model.Attention.Scores;
using Nmt.Model.Attention.Windows;
using Nmt.Runs.Config;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Nmt.Model.Attention;

/// <summary>
/// Attention of decoder states over encoder states: a score, a window of positions, a normalization and, where configured, a hard choice and
/// coverage. Any score goes with any of the others.
/// </summary>
/// <param name="score">Compares states.</param>
/// <param name="window">Limits the positions.</param>
/// <param name="dropout">Drops weights before the context is computed; the returned weights are without dropout.</param>
public sealed class AttentionMechanism(IAttentionScore score, IAttentionWindow window, Dropout dropout)
{
    /// <summary>Turns scores into weights; by default a softmax.</summary>
    public WeightNormalization Normalization { get; init; } = new(AttentionNormalization.Softmax);

    /// <summary>Projects the encoder states that contexts are means of; null uses the states themselves.</summary>
    public Linear? Value { get; init; }

    /// <summary>Chooses one position; null attends to all (soft attention).</summary>
    public HardChoice? Choice { get; init; }

    /// <summary>Tells the score how much attention positions have had; null does not.</summary>
    public Coverage? Coverage { get; init; }

    /// <summary>
    /// Whether attention is a softmax over dot products of query and keys, and nothing else: a decoder may compute it itself.
    /// </summary>
    public bool IsGlobalDotProduct =>
        score.IsDotProduct && window.IsGlobal && Normalization.IsSoftmax && Choice is null && Coverage is null && dropout.Probability == 0;

    /// <summary>The modules, with the names under which the decoder registers them.</summary>
    public IEnumerable<(string Name, nn.Module Module)> Modules =>
        new[]
        {
            ("attention", score as nn.Module), ("attention_window", window as nn.Module), ("attention_value", Value),
            ("attention_coverage", Coverage), ("attention_dropout", dropout),
        }.Where(entry => entry.Item2 is not null).Select(entry => (entry.Item1, entry.Item2!));

    /// <summary>Creates the mechanism that a config describes, with unset weights.</summary>
    /// <param name="model">The model's parts and sizes.</param>
    /// <param name="encoderSize">Width of encoder states.</param>
    /// <param name="device">Where the weights are.</param>
    /// <returns>The mechanism; null for a model without attention.</returns>
    public static AttentionMechanism? Create(ModelConfig model, long encoderSize, Device device)
    {
        var config = model.Attention;
        return config.Type == AttentionKind.None ? null
            : Create(model, encoderSize, device, CreateScore(config, encoderSize, model.Decoder.HiddenSize, device));
    }

    /// <summary>Computes what depends only on the source, once per batch.</summary>
    /// <param name="states">Encoder states, <c>[batch, srcLen, hidden]</c>.</param>
    /// <param name="padding">True at padding, <c>[batch, 1, srcLen]</c>.</param>
    public EncodedSource Prepare(Tensor states, Tensor padding) => new(score.ProjectKeys(states), Value?.call(states) ?? states, padding);

    /// <summary>The coverage before the first step, <c>[batch, srcLen]</c>; null without coverage.</summary>
    public Tensor? InitialCoverage(EncodedSource source) => Coverage is null ? null
        : zeros([source.Batch, source.Keys.shape[1]], source.Keys.dtype, source.Keys.device);

    /// <summary>Attends with several decoder states per sentence.</summary>
    /// <param name="query">Decoder states, <c>[batch, queries, hidden]</c>.</param>
    /// <param name="source">The result of <see cref="Prepare"/>.</param>
    /// <param name="position">The target position of the queries, from 0.</param>
    /// <param name="coverage">The attention that each position has had for each query, <c>[batch * queries, srcLen]</c>; null without coverage.</param>
    public AttentionResult Attend(Tensor query, EncodedSource source, int position, Tensor? coverage = null)
    {
        using var scope = NewDisposeScope();
        long queries = query.shape[1];
        var result = Coverage is null
            ? AttendTo(query, source, source.Keys, position)
            : AttendWithCoverage(query.flatten(0, 1).unsqueeze(1), source.Repeat(queries), position, coverage!).Grouped(queries);
        foreach (var tensor in result.Tensors)
        {
            tensor.MoveToOuterDisposeScope();
        }

        return result;
    }

    /// <summary>Attends with one query per row: each row has a coverage of its own, and therefore keys of its own.</summary>
    private AttentionResult AttendWithCoverage(Tensor query, EncodedSource source, int position, Tensor coverage)
    {
        var result = AttendTo(query, source, Coverage!.call(source.Keys, coverage), position);
        var weights = result.Weights.squeeze(1);                                                // [rows, srcLen]
        var loss = Coverage.Loss(weights, coverage)?.unsqueeze(1);
        return result with
        {
            Loss = result.Loss is { } own && loss is not null ? own + loss : result.Loss ?? loss,
            Coverage = (coverage + weights).unsqueeze(1),
        };
    }

    private AttentionResult AttendTo(Tensor query, EncodedSource source, Tensor keys, int position)
    {
        var (outside, factor) = window.Compute(query, source.Padding, position);
        using var scores = score.Score(query, keys);
        using var masked = scores.masked_fill(outside.unsqueeze(1), double.NegativeInfinity);
        var weights = Normalization.Normalize(masked);                                          // [batch, heads, queries, srcLen]
        weights = factor is null ? weights : weights * factor.unsqueeze(1);
        var chosen = Choice?.Choose(weights, dropout.training);
        // A choice is what the decoder attended to; while it is random, the weights say more.
        var shown = chosen is null || dropout.training ? weights : chosen.Weights;
        using var dropped = dropout.call(chosen?.Weights ?? weights);
        bool isSingle = weights.shape[1] == 1;
        return new AttentionResult(HeadProducts.WeightedSum(dropped, source.Values), isSingle ? shown.squeeze(1) : shown.mean([1]))
        {
            HeadWeights = isSingle ? null : shown.transpose(1, 2), Loss = chosen?.Loss, ChoiceLogProbability = chosen?.LogProbability,
        };
    }

    private static AttentionMechanism Create(ModelConfig model, long encoderSize, Device device, IAttentionScore score)
    {
        var config = model.Attention;
        return new AttentionMechanism(score, CreateWindow(config, model.Decoder.HiddenSize, device), new Dropout(model.AttentionDropout))
        {
            Normalization = new WeightNormalization(config.Normalization),
            // Like Vaswani et al. (2017, section 3.2.2); without it, a head would be bound to some units of the encoder.
            Value = config.Heads > 1 ? nn.Linear(encoderSize, encoderSize, hasBias: false, device: device) : null,
            Choice = config.Hard == HardAttention.None ? null : new HardChoice(config),
            Coverage = config.Coverage ? new Coverage(score.KeySize, config.CoverageLoss, device) : null,
        };
    }

    private static IAttentionScore CreateScore(AttentionConfig config, long encoderSize, int decoderSize, Device device)
    {
        int heads = config.Heads;
        int size = config.SizeOr(decoderSize);
        return config.Type switch
        {
            AttentionKind.Dot => new DotScore(decoderSize, heads),
            AttentionKind.General => new GeneralScore(encoderSize, decoderSize, heads, device),
            AttentionKind.Additive => new AdditiveScore(encoderSize, decoderSize, size, heads, device),
            AttentionKind.Concat => new ConcatScore(encoderSize, decoderSize, size, heads, device),
            AttentionKind.ScaledDot => new ScaledDotScore(encoderSize, decoderSize, size, heads, device),
            AttentionKind.Cosine => new CosineScore(encoderSize, decoderSize, heads, config.Temperature, device),
            var other => throw new InvalidOperationException($"unknown attention {other}"),
        };
    }

    private static IAttentionWindow CreateWindow(AttentionConfig config, int decoderSize, Device device) => config.Window switch
    {
        AttentionWindow.Global => new GlobalWindow(),
        AttentionWindow.LocalM => new MonotonicWindow(config.WindowSize),
        AttentionWindow.LocalP => new PredictedWindow(decoderSize, config.WindowSize, device),
        var other => throw new InvalidOperationException($"unknown window {other}"),
    };
}
