using System.ComponentModel.DataAnnotations;
using System.Runtime.Serialization;

namespace Nmt.Runs.Config;

/// <summary>
/// Section <c>model.attention</c>: how the decoder looks at the encoder states. Every score goes with every window, normalization and
/// number of heads.
/// </summary>
public sealed record AttentionConfig
{
    /// <summary>The score of a decoder state s and an encoder state h.</summary>
    public AttentionKind Type { get; init; } = AttentionKind.General;

    /// <summary>Size of the hidden layer of <c>additive</c> and <c>concat</c>, and of the queries and keys of <c>scaled_dot</c>; 0 means the decoder's size.</summary>
    /// <value>The default value is 0.</value>
    [Range(0, 65_536)]
    public int Size { get; init; }

    /// <summary>
    /// Number of heads: each has scores and weights of its own, and attends to its own part of a projection of the encoder states (Vaswani
    /// et al. 2017, section 3.2.2).
    /// </summary>
    /// <value>The default value is 1.</value>
    [Range(1, 64)]
    public int Heads { get; init; } = 1;

    /// <summary>
    /// The T of <c>cosine</c>, whose scores are cosines divided by T; null means that it is learnt, from 0.1.
    /// </summary>
    /// <value>The default value is null.</value>
    [Range(0.001, 1000.0)]
    public double? Temperature { get; init; }

    /// <summary>How scores become weights that sum to 1.</summary>
    public AttentionNormalization Normalization { get; init; } = AttentionNormalization.Softmax;

    /// <summary>Which source positions a decoder state may attend to.</summary>
    public AttentionWindow Window { get; init; } = AttentionWindow.Global;

    /// <summary>The D of <c>local_m</c> and <c>local_p</c>: positions up to D to the left and right of the centre are inside; Luong et al. (2015) use 10.</summary>
    /// <value>The default value is 0, for global attention.</value>
    [Range(0, 10_000)]
    public int WindowSize { get; init; }

    /// <summary>Whether the decoder sees one source position instead of a mean of all, and how the choice is learnt.</summary>
    public HardAttention Hard { get; init; } = HardAttention.None;

    /// <summary>Weight of the entropy that is added to the objective of <c>hard: reinforce</c>, so that choices remain random (λ_e in Xu et al. 2015).</summary>
    /// <value>The default value is 0.01.</value>
    [Range(0.0, 10.0)]
    public double EntropyBonus { get; init; } = 0.01;

    /// <summary>Weight of the reward in the objective of <c>hard: reinforce</c> (λ_r in Xu et al. 2015).</summary>
    /// <value>The default value is 1.</value>
    [Range(0.0, 100.0)]
    public double RewardWeight { get; init; } = 1;

    /// <summary>Share of positions of <c>hard: reinforce</c> that are attended to softly in training, which reduces the variance (half of them in Xu et al. 2015).</summary>
    /// <value>The default value is 0.5.</value>
    [Range(0.0, 1.0)]
    public double SoftShare { get; init; } = 0.5;

    /// <summary>Whether the score knows how much attention each source position has had so far (Tu et al. 2016; See et al. 2017, eq. 11).</summary>
    /// <value>The default value is false.</value>
    public bool Coverage { get; init; }

    /// <summary>Weight of a loss for attending again to what has been attended to (λ in See et al. 2017, eq. 13, who use 1 in a second phase of training).</summary>
    /// <value>The default value is 0.</value>
    [Range(0.0, 100.0)]
    public double CoverageLoss { get; init; }

    /// <summary>Size of hidden layer or queries, given what 0 means.</summary>
    public int SizeOr(int decoderSize) => Size > 0 ? Size : decoderSize;

    /// <summary>Finds settings that do not fit each other or the rest of the model.</summary>
    /// <param name="model">The model that this attention belongs to.</param>
    internal IEnumerable<ValidationResult> Misfits(ModelConfig model)
    {
        int encoderSize = model.Encoder.StateSize;
        int decoderSize = model.Decoder.HiddenSize;
        if (Type == AttentionKind.None)
        {
            return NoAttentionMisfits(model);
        }

        return new (bool IsMisfit, string Key, string Message)[]
        {
            (Type == AttentionKind.Dot && encoderSize != decoderSize, nameof(Type),
                $"dot needs encoder and decoder states of the same width, got {encoderSize} and {decoderSize} (of both directions together); "
                + "general bridges unequal widths"),
            (Type is AttentionKind.Dot or AttentionKind.General or AttentionKind.Cosine && Size > 0, nameof(Size),
                $"goes with additive, concat and scaled_dot; {ConfigWriter.Spell(Type)} has the decoder's size"),
            (KeySize(decoderSize) % Heads != 0, nameof(Heads), $"must divide the width of the keys of {ConfigWriter.Spell(Type)}, {KeySize(decoderSize)}; got {Heads}"),
            (encoderSize % Heads != 0, nameof(Heads), $"must divide the width of the encoder states, {encoderSize}; got {Heads}"),
            (Temperature is not null && Type != AttentionKind.Cosine, nameof(Temperature), $"goes with cosine, not with {ConfigWriter.Spell(Type)}"),
            (Window != AttentionWindow.Global && WindowSize == 0, nameof(WindowSize),
                $"{ConfigWriter.Spell(Window)} needs a window of at least 1 (Luong et al. 2015 use 10)"),
            (Window == AttentionWindow.Global && WindowSize > 0, nameof(WindowSize), "goes with window: local_m and local_p, not with global"),
            (CoverageLoss > 0 && !Coverage, nameof(CoverageLoss), "needs coverage: true"),
        }.Where(rule => rule.IsMisfit).Select(rule => Misfit(rule.Key, rule.Message));
    }

    private IEnumerable<ValidationResult> NoAttentionMisfits(ModelConfig model)
    {
        if (this != new AttentionConfig { Type = AttentionKind.None })
        {
            yield return Misfit(nameof(Type), "none has no heads, window, normalization, coverage or other settings: remove them");
        }

        if (model.Decoder.AttentionOrder == AttentionOrder.Before)
        {
            yield return Misfit(nameof(Type), "none leaves nothing to do before the cell: model.decoder.attention_order must be after");
        }

        if (model.Decoder.Bridge == BridgeKind.Zero)
        {
            yield return Misfit(nameof(Type), "none needs model.decoder.bridge: linear, mean or copy: the encoder's last state is all that the decoder gets");
        }
    }

    private int KeySize(int decoderSize) => Type is AttentionKind.Additive or AttentionKind.Concat or AttentionKind.ScaledDot ? SizeOr(decoderSize) : decoderSize;

    private static ValidationResult Misfit(string key, string message) => new(message, ["Attention." + key]);
}

/// <summary>The score of a decoder state s and an encoder state h.</summary>
public enum AttentionKind
{
    /// <summary>s·(W h): a bilinear product (Luong et al. 2015, eq. 8, "general").</summary>
    General,

    /// <summary>v·tanh(W s + U h): a small feed-forward network (Bahdanau et al. 2015, section 3.1 and appendix A.1.2).</summary>
    Additive,

    /// <summary>s·h, for states of the same width (Luong et al. 2015, eq. 8).</summary>
    Dot,

    /// <summary>v·tanh(W [s; h]) (Luong et al. 2015, eq. 8).</summary>
    Concat,

    /// <summary>(W s)·(U h) / √d, where d is the width of a head (Vaswani et al. 2017, eq. 1).</summary>
    ScaledDot,

    /// <summary>cos(s, W h) / T (after Graves et al. 2014, section 3.3.1).</summary>
    Cosine,

    /// <summary>No attention: the encoder's last state is all that the decoder gets (Sutskever et al. 2014).</summary>
    None,
}

/// <summary>How scores become weights that sum to 1.</summary>
public enum AttentionNormalization
{
    /// <summary>The exponentials of the scores, divided by their sum: every weight is positive.</summary>
    Softmax,

    /// <summary>The projection onto the simplex: many weights are zero (Martins and Astudillo 2016).</summary>
    Sparsemax,

    /// <summary>Between both, with fewer zeros than sparsemax (Peters et al. 2019).</summary>
    Entmax15,
}

/// <summary>Which source positions a decoder state may attend to.</summary>
public enum AttentionWindow
{
    /// <summary>All (Luong et al. 2015, section 3.1).</summary>
    Global,

    /// <summary>Those around the target position (Luong et al. 2015, section 3.2, "local-m").</summary>
    [EnumMember(Value = "local_m")]
    LocalM,

    /// <summary>Those around a predicted centre, with weights that decrease with the distance (Luong et al. 2015, eq. 9 and 10, "local-p").</summary>
    [EnumMember(Value = "local_p")]
    LocalP,
}

/// <summary>Whether the decoder sees one source position, and how the choice is learnt.</summary>
public enum HardAttention
{
    /// <summary>It sees the mean of all, weighted by attention ("soft").</summary>
    None,

    /// <summary>One sampled position; the gradient is estimated by REINFORCE with a baseline (Xu et al. 2015, section 4.1).</summary>
    Reinforce,

    /// <summary>One sampled position; the gradient is that of soft attention (straight-through estimator, Bengio et al. 2013).</summary>
    StraightThrough,
}
