namespace Nmt.Runs.Config;

/// <summary>How the encoder's last state becomes the decoder's first.</summary>
public enum BridgeKind
{
    /// <summary>tanh(W [forward; backward] + b), one W each for hidden and cell state (after Bahdanau et al. 2015, appendix A.2.2).</summary>
    Linear,

    /// <summary>The two directions' last states side by side; needs a decoder twice as wide as one direction.</summary>
    Copy,

    /// <summary>Zeros.</summary>
    Zero,
}
