namespace Nmt.Runs.Config;

/// <summary>How a matrix's first weights are drawn. The four gates of an LSTM count as four matrices.</summary>
public enum InitializationKind
{
    /// <summary>Uniform between minus and plus a range.</summary>
    Uniform,

    /// <summary>Normal, with the range as standard deviation.</summary>
    Normal,

    /// <summary>Uniform up to √(6/(inputs + outputs)) (Glorot and Bengio 2010, eq. 16).</summary>
    XavierUniform,

    /// <summary>Normal with the deviation √(2/(inputs + outputs)) (Glorot and Bengio 2010, eq. 12).</summary>
    XavierNormal,

    /// <summary>Orthogonal rows or columns (Saxe et al. 2014).</summary>
    Orthogonal,
}
