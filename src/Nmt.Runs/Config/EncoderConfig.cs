using System.ComponentModel.DataAnnotations;

namespace Nmt.Runs.Config;

/// <summary>Section <c>model.encoder</c>: a bidirectional LSTM.</summary>
public sealed record EncoderConfig
{
    /// <summary>Units of each direction; an encoder state is twice as wide.</summary>
    /// <value>The default value is 256.</value>
    [Range(1, 65_536)]
    public int HiddenSize { get; init; } = 256;

    /// <summary>Stacked bidirectional layers.</summary>
    /// <value>The default value is 1.</value>
    [Range(1, 16)]
    public int Layers { get; init; } = 1;
}
