using System.ComponentModel.DataAnnotations;
using Nmt.Runs.Config;

namespace Nmt.Runs.Tests.Config;

public sealed class AttentionConfigTests
{
    public static TheoryData<AttentionConfig, string, string> Misfits => new()
    {
        {
            new AttentionConfig { Type = AttentionKind.Dot }, "Attention.Type",
            "dot needs encoder and decoder states of the same width, got 8 and 6 (of both directions together); general bridges unequal widths"
        },
        { new AttentionConfig { Size = 4 }, "Attention.Size", "goes with additive, concat and scaled_dot; general has the decoder's size" },
        { new AttentionConfig { Heads = 4 }, "Attention.Heads", "must divide the width of the keys of general, 6; got 4" },
        { new AttentionConfig { Heads = 3 }, "Attention.Heads", "must divide the width of the encoder states, 8; got 3" },
        {
            new AttentionConfig { Type = AttentionKind.ScaledDot, Size = 7, Heads = 2 }, "Attention.Heads",
            "must divide the width of the keys of scaled_dot, 7; got 2"
        },
        { new AttentionConfig { Temperature = 0.2 }, "Attention.Temperature", "goes with cosine, not with general" },
        { new AttentionConfig { Window = AttentionWindow.LocalP }, "Attention.WindowSize", "local_p needs a window of at least 1 (Luong et al. 2015 use 10)" },
        { new AttentionConfig { Window = AttentionWindow.LocalM }, "Attention.WindowSize", "local_m needs a window of at least 1 (Luong et al. 2015 use 10)" },
        { new AttentionConfig { WindowSize = 5 }, "Attention.WindowSize", "goes with window: local_m and local_p, not with global" },
        { new AttentionConfig { CoverageLoss = 1 }, "Attention.CoverageLoss", "needs coverage: true" },
        {
            new AttentionConfig { Type = AttentionKind.None, Heads = 2 }, "Attention.Type",
            "none has no heads, window, normalization, coverage or other settings: remove them"
        },
    };

    public static TheoryData<AttentionConfig> Fitting =>
    [
        new AttentionConfig { Heads = 2 },
        new AttentionConfig { Type = AttentionKind.Additive, Size = 12, Heads = 4 },
        new AttentionConfig { Type = AttentionKind.Cosine, Temperature = 0.2 },
        new AttentionConfig { Type = AttentionKind.None },
        new AttentionConfig { Window = AttentionWindow.LocalP, WindowSize = 1, Coverage = true, CoverageLoss = 1, Hard = HardAttention.Reinforce },
    ];

    [Theory]
    [MemberData(nameof(Misfits))]
    public void Settings_that_do_not_fit_are_told_by_key(AttentionConfig attention, string key, string message)
    {
        // Given
        var config = Model(attention);

        // When
        var errors = config.Validate(new ValidationContext(config)).ToList();

        // Then
        var error = Assert.Single(errors);
        Assert.Equal(message, error.ErrorMessage);
        Assert.Equal([key], error.MemberNames);
    }

    [Theory]
    [MemberData(nameof(Fitting))]
    public void Mechanisms_combine(AttentionConfig attention)
    {
        var config = Model(attention);

        Assert.Empty(config.Validate(new ValidationContext(config)));
    }

    [Fact]
    public void No_attention_needs_a_bridge()
    {
        // Given
        var config = Model(new AttentionConfig { Type = AttentionKind.None });
        config = config with { Decoder = config.Decoder with { Bridge = BridgeKind.Zero } };

        // When
        var error = Assert.Single(config.Validate(new ValidationContext(config)));

        // Then
        Assert.Equal("none needs model.decoder.bridge: linear, mean or copy: the encoder's last state is all that the decoder gets", error.ErrorMessage);
    }

    private static ModelConfig Model(AttentionConfig attention) => new()
    {
        Encoder = new EncoderConfig { HiddenSize = 4 }, Decoder = new DecoderConfig { HiddenSize = 6 }, Attention = attention,
    };
}
