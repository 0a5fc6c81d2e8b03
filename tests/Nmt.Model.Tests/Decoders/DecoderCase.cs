using Nmt.Model.Attention;
using Nmt.Model.Decoders;
using Nmt.Model.Encoders;
using Nmt.Model.Recurrent;
using Nmt.Runs.Config;
using TorchSharp;
using static TorchSharp.torch;

namespace Nmt.Model.Tests.Decoders;

/// <summary>A small decoder, an encoded batch of different lengths for it to attend to, and target inputs.</summary>
internal sealed class DecoderCase : IDisposable
{
    public const int EmbeddingSize = 3;

    private const int HiddenSize = 4;

    public DecoderCase(
        AttentionKind attention, DecoderConfig config, int[] sourceLengths, int targetLength,
        double dropout = 0, ScalarType type = ScalarType.Float32, LstmOptions? options = null)
    {
        Attention = attention;
        Config = config;
        SourceLengths = sourceLengths;
        long encoderSize = config.Bridge == BridgeKind.Copy ? config.HiddenSize : config.HiddenSize + 1;
        IAttention mechanism = attention == AttentionKind.General
            ? new GeneralAttention(encoderSize, config.HiddenSize, CPU)
            : new AdditiveAttention(encoderSize, config.HiddenSize, 5, CPU);
        Decoder = new AttentionalLstmDecoder(config, mechanism, encoderSize, EmbeddingSize, options ?? new LstmOptions { Dropout = dropout }, CPU)
            .WithWeights().to(type);
        var draw = new Draw(11, type);
        long batch = sourceLengths.Length;
        var padding = Draw.Padding(sourceLengths, sourceLengths.Max());
        Encoded = new EncoderOutput(
            draw.Leaf(batch, sourceLengths.Max(), encoderSize), padding, draw.Leaf(batch, encoderSize), draw.Leaf(batch, encoderSize));
        Embedded = draw.Leaf(batch, targetLength, EmbeddingSize);
        Loss = draw.Values(batch, targetLength, config.HiddenSize);
    }

    public AttentionKind Attention { get; }

    public DecoderConfig Config { get; }

    public int[] SourceLengths { get; }

    public AttentionalLstmDecoder Decoder { get; }

    public EncoderOutput Encoded { get; }

    public Tensor Embedded { get; }

    /// <summary>Slopes of the loss that gradients are taken of: one for each value of each attentional state.</summary>
    public Tensor Loss { get; }

    /// <summary>Every attention, number of layers, input feeding or none, and bridge.</summary>
    public static TheoryData<AttentionKind, DecoderConfig> All
    {
        get
        {
            var all = new TheoryData<AttentionKind, DecoderConfig>();
            foreach (var attention in Enum.GetValues<AttentionKind>())
            {
                foreach (var bridge in Enum.GetValues<BridgeKind>())
                {
                    foreach (bool inputFeeding in (bool[])[true, false])
                    {
                        all.Add(attention, Of(1, inputFeeding, bridge));
                        all.Add(attention, Of(2, inputFeeding, bridge));
                    }
                }
            }

            return all;
        }
    }

    public static DecoderConfig Of(int layers = 1, bool inputFeeding = true, BridgeKind bridge = BridgeKind.Linear) =>
        new() { HiddenSize = HiddenSize, Layers = layers, InputFeeding = inputFeeding, Bridge = bridge };

    /// <summary>All target positions at once, from the encoder's output on.</summary>
    public (Tensor States, Tensor Weights) Forward() =>
        Decoder.Forward(Embedded, Decoder.Start(Encoded), Decoder.Memorize(Encoded));

    /// <summary>Gradients of the loss by all inputs and parameters, by name.</summary>
    public Dictionary<string, double[]> Gradients()
    {
        var inputs = Inputs().ToList();
        foreach (var (_, input) in inputs)
        {
            input.grad?.zero_();
        }

        (Forward().States * Loss).sum().backward();
        return inputs.ToDictionary(entry => entry.Name, entry => entry.Tensor.grad?.Doubles() ?? []);
    }

    public void Dispose() => Decoder.Dispose();

    private IEnumerable<(string Name, Tensor Tensor)> Inputs() =>
    [
        ("embedded", Embedded), ("encoder states", Encoded.States), ("final hidden", Encoded.FinalHidden),
        ("final cell", Encoded.FinalCell), .. Decoder.named_parameters().Select(entry => (entry.name, (Tensor)entry.parameter)),
    ];
}
