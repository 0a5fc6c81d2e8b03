using System.ComponentModel.DataAnnotations;

namespace Nmt.Runs.Config;

/// <summary>Section <c>model.decoder</c>: an LSTM with attention.</summary>
public sealed record DecoderConfig
{
    /// <summary>Units of each layer, and of the attentional state.</summary>
    /// <value>The default value is 512.</value>
    [Range(1, 65_536)]
    public int HiddenSize { get; init; } = 512;

    /// <summary>Stacked layers.</summary>
    /// <value>The default value is 1.</value>
    [Range(1, 16)]
    public int Layers { get; init; } = 1;

    /// <summary>Whether the attentional state is fed to the next step (Luong et al. 2015, section 3.3).</summary>
    /// <value>The default value is true.</value>
    public bool InputFeeding { get; init; } = true;

    /// <summary>How the encoder's last state becomes the decoder's first.</summary>
    public BridgeKind Bridge { get; init; } = BridgeKind.Linear;
}
