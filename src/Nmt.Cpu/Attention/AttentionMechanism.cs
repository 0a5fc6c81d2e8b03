using Nmt.Cpu.Weights;
using Nmt.Runs.Config;

namespace Nmt.Cpu.Attention;

/// <summary>
/// Attention of decoder states over encoder states: a score, a window of positions, a normalization, and where configured a hard choice and
/// coverage.
/// </summary>
internal sealed class AttentionMechanism
{
    /// <summary>Reads the mechanism that a config describes.</summary>
    public AttentionMechanism(IWeightSource weights, ModelConfig model)
    {
        Config = model.Attention;
        Score = AttentionScore.Read(weights, model);
        int encoder = model.Encoder.StateSize;
        int decoder = model.Decoder.HiddenSize;
        Value = Config.Heads > 1 ? Linear.Read(weights, "decoder.attention_value", encoder, encoder, hasBias: false) : null;
        if (Config.Window == AttentionWindow.LocalP)
        {
            Hidden = Linear.Read(weights, "decoder.attention_window.hidden", decoder, decoder, hasBias: false);
            Centre = new float[decoder];
            weights.Matrix("decoder.attention_window.centre.weight", 1, decoder).CopyRow(0, Centre);
        }

        if (Config.Coverage)
        {
            int keySize = Score.Key?.Weight.Outputs ?? encoder;
            Coverage = new float[keySize];
            var column = weights.Matrix("decoder.attention_coverage.weight", keySize, 1);
            for (int i = 0; i < keySize; i++)
            {
                column.CopyRow(i, Coverage.AsSpan(i, 1));
            }
        }
    }

    /// <summary>The settings.</summary>
    public AttentionConfig Config { get; }

    /// <summary>Compares states.</summary>
    public AttentionScore Score { get; }

    /// <summary>Projects the states that contexts are means of; null uses the states themselves.</summary>
    public Linear? Value { get; }

    /// <summary>The W of a predicted centre <c>S·sigmoid(v·tanh(W s))</c>; null unless it is predicted.</summary>
    public Linear? Hidden { get; }

    /// <summary>Its v.</summary>
    public float[] Centre { get; } = [];

    /// <summary>What is added to a key for each unit of attention that its position has had; null without coverage.</summary>
    public float[]? Coverage { get; }

    /// <summary>Prepares for the sentences of a search.</summary>
    public AttentionStep Start(EncodedSource source, Products products) => new(this, source, products);
}
