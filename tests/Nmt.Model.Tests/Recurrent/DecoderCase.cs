using Nmt.Model.Attention;
using Nmt.Model.Recurrent;
using Nmt.Runs.Config;
using TorchSharp;
using static TorchSharp.torch;

namespace Nmt.Model.Tests.Recurrent;

/// <summary>A small decoder, an encoded batch of different lengths for it to attend to, and target inputs.</summary>
internal sealed class DecoderCase : IDisposable
{
    public const int EmbeddingSize = 3;

    private const int HiddenSize = 4;

    public DecoderCase(
        AttentionKind attention, DecoderConfig config, int[] sourceLengths, int targetLength,
        double dropout = 0, ScalarType type = ScalarType.Float32, ModelConfig? options = null, AttentionMechanism? mechanism = null)
    {
        Attention = attention;
        Config = config;
        SourceLengths = sourceLengths;
        long encoderSize = config.Bridge == BridgeKind.Copy || attention == AttentionKind.Dot ? config.HiddenSize : config.HiddenSize + 1;
        var model = (options ?? new ModelConfig()) with
        {
            Dropout = dropout, EmbeddingSize = EmbeddingSize, Decoder = config, Attention = AttentionOf(attention),
        };
        Model = model;
        Decoder = new RecurrentDecoder(model, mechanism ?? AttentionMechanism.Create(model, encoderSize, CPU), encoderSize, CPU).WithWeights().to(type);
        var draw = new Draw(11, type);
        long batch = sourceLengths.Length;
        var padding = Draw.Padding(sourceLengths, sourceLengths.Max());
        Encoded = new EncoderOutput(draw.Leaf(batch, sourceLengths.Max(), encoderSize), padding)
        {
            Final = new FinalState(draw.Leaf(batch, encoderSize), model.Cell == CellKind.Lstm ? draw.Leaf(batch, encoderSize) : null),
        };
        Embedded = draw.Leaf(batch, targetLength, EmbeddingSize);
        Loss = draw.Values(batch, targetLength, config.HiddenSize);
    }

    public AttentionKind Attention { get; }

    public DecoderConfig Config { get; }

    public ModelConfig Model { get; }

    public int[] SourceLengths { get; }

    public RecurrentDecoder Decoder { get; }

    public EncoderOutput Encoded { get; }

    public Tensor Embedded { get; }

    /// <summary>Coefficients of the loss, one for each value of each attentional state.</summary>
    public Tensor Loss { get; }

    /// <summary>All combinations of attention, number of layers, input feeding and bridge.</summary>
    public static TheoryData<AttentionKind, DecoderConfig> All
    {
        get
        {
            var all = new TheoryData<AttentionKind, DecoderConfig>();
            foreach (var attention in Enum.GetValues<AttentionKind>().Where(kind => kind != AttentionKind.None))
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

    public static AttentionConfig AttentionOf(AttentionKind kind) => new()
    {
        Type = kind, Size = kind is AttentionKind.Additive or AttentionKind.Concat or AttentionKind.ScaledDot ? 5 : 0,
    };

    /// <summary>Decoders with other cells, with attention before the cell and with residual layers.</summary>
    public static TheoryData<ModelConfig> Kinds =>
    [
        .. Enum.GetValues<CellKind>().SelectMany(cell => new ModelConfig[]
        {
            new() { Cell = cell, Decoder = Of(1, inputFeeding: null) with { AttentionOrder = AttentionOrder.Before } },
            new() { Cell = cell, Residual = true, Decoder = Of(3, inputFeeding: null, BridgeKind.Mean) with { AttentionOrder = AttentionOrder.Before } },
            new() { Cell = cell, Residual = true, Decoder = Of(3) },
        }),
        new ModelConfig { Cell = CellKind.Gru, Decoder = Of(1) },
        new ModelConfig { Cell = CellKind.Gru, Decoder = Of(2, inputFeeding: false, BridgeKind.Copy) },
        new ModelConfig { Cell = CellKind.RnnTanh, Decoder = Of(2, bridge: BridgeKind.Zero) },
    ];

    public static DecoderConfig Of(int layers = 1, bool? inputFeeding = true, BridgeKind bridge = BridgeKind.Linear) =>
        new() { HiddenSize = HiddenSize, Layers = layers, InputFeeding = inputFeeding, Bridge = bridge };

    /// <summary>Decodes all target positions at once, given the encoder's output.</summary>
    public TeacherForcedOutput Forward() => Decoder.DecodeTeacherForced(Embedded, Decoder.Start(Encoded), new TeacherForcingOptions());

    /// <summary>Gradients of the loss with respect to all inputs and parameters, by name.</summary>
    public Dictionary<string, double[]> Gradients()
    {
        var inputs = Inputs().ToList();
        foreach (var (_, input) in inputs)
        {
            input.grad?.zero_();
        }

        (Forward().Outputs * Loss).sum().backward();
        return inputs.ToDictionary(entry => entry.Name, entry => entry.Tensor.grad?.Doubles() ?? []);
    }

    public void Dispose() => Decoder.Dispose();

    private IEnumerable<(string Name, Tensor Tensor)> Inputs() =>
    [
        ("embedded", Embedded), ("encoder states", Encoded.States), ("final hidden", Encoded.Final!.Hidden),
        .. Encoded.Final.Cell is { } cell ? [("final cell", cell)] : Array.Empty<(string, Tensor)>(), .. Decoder.named_parameters().Select(entry => (entry.name, (Tensor)entry.parameter)),
    ];
}
