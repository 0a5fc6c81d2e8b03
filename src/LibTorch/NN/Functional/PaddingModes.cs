namespace TorchSharp;

/// <summary>What the cells around a padded tensor hold.</summary>
public enum PaddingModes
{
    /// <summary>Zeros.</summary>
    Zeros = 0,

    /// <summary>The mirrored tensor without its border.</summary>
    Reflect = 1,

    /// <summary>The border, repeated.</summary>
    Replicate = 2,

    /// <summary>The tensor again from its other end.</summary>
    Circular = 3,

    /// <summary>A given value.</summary>
    Constant = 4,
}
