using System.ComponentModel.DataAnnotations;

namespace Nmt.Runs.Config;

/// <summary>Section <c>model.attention</c>.</summary>
public sealed record AttentionConfig
{
    /// <summary>How a decoder state is compared with the encoder states.</summary>
    public AttentionKind Type { get; init; } = AttentionKind.General;

    /// <summary>Width of additive attention's hidden layer; 0 takes the decoder's.</summary>
    /// <value>The default value is 0.</value>
    [Range(0, 65_536)]
    public int Size { get; init; }
}
