namespace Nmt.Runs.Config;

/// <summary>How a decoder state is compared with the encoder states.</summary>
public enum AttentionKind
{
    /// <summary>s·(W h): a bilinear product (Luong et al. 2015, eq. 8, "general").</summary>
    General,

    /// <summary>v·tanh(W s + U h): a small feed-forward network (Bahdanau et al. 2015, section 3.1 and appendix A.1.2).</summary>
    Additive,
}
