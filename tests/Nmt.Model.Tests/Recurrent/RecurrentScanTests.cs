using Nmt.Model.Recurrent;
using Nmt.Model.Tests.Naive;
using Nmt.Runs.Config;
using static TorchSharp.torch;

namespace Nmt.Model.Tests.Recurrent;

public sealed class RecurrentScanTests
{
    private const int EmbeddingSize = 3;
    private const int HiddenSize = 4;
    private static readonly int[] Lengths = [2, 5, 1];

    public static TheoryData<ModelConfig> Kinds
    {
        get
        {
            var kinds = new TheoryData<ModelConfig>();
            foreach (var cell in Enum.GetValues<CellKind>())
            {
                foreach (var type in Enum.GetValues<EncoderKind>())
                {
                    kinds.Add(Of(cell, type, layers: 1, residual: false));
                    kinds.Add(Of(cell, type, layers: 2, residual: false));
                    kinds.Add(Of(cell, type, layers: 3, residual: true));
                }
            }

            return kinds;
        }
    }

    // A dropout this small drops none of a few dozen units, but selects the step-by-step path.
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Single_steps_without_dropped_units_equal_the_librarys_layers(ModelConfig config)
    {
        // Given
        using var scope = NewDisposeScope();
        using var encoder = Some(config with { RecurrentDropout = 1e-9 });
        var (embedded, source) = Batch();

        // When
        encoder.train();
        var stepwise = encoder.Encode(embedded, source);

        // Then
        encoder.eval();
        var expected = encoder.Encode(embedded, source);
        TensorAssert.Close(expected.States, stepwise.States, 1e-5);
        TensorAssert.Close(expected.Final!.Hidden, stepwise.Final!.Hidden, 1e-5);
        Assert.Equal(config.Cell == CellKind.Lstm, stepwise.Final.Cell is not null);
        if (stepwise.Final.Cell is not null)
        {
            TensorAssert.Close(expected.Final.Cell, stepwise.Final.Cell, 1e-5);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Recurrent_dropout_drops_the_same_units_at_every_step_of_a_sentence(ModelConfig config)
    {
        // Given
        using var scope = NewDisposeScope();
        using var encoder = Some(config with { RecurrentDropout = 0.5 });
        var (embedded, source) = Batch();
        encoder.train();

        // When
        manual_seed(8);
        var encoded = encoder.Encode(embedded, source);

        // Then: the same masks again, and loops that multiply every hidden state with them.
        manual_seed(8);
        int directions = config.Encoder.Type == EncoderKind.Bidirectional ? 2 : 1;
        double[][][][] masks = [.. Enumerable.Range(0, config.Encoder.Layers).Select(_ => Enumerable.Range(0, directions)
            .Select(_ => VariationalMask.Sample(0.5, Lengths.Length, HiddenSize, embedded)!.Rows()).ToArray())];
        Assert.Contains(masks.SelectMany(layer => layer).SelectMany(mask => mask).SelectMany(row => row), value => value == 0);
        var naive = new NaiveEncoder(encoder, config);
        for (int row = 0; row < Lengths.Length; row++)
        {
            double[][] inputs = embedded.select(0, row).Rows()[..Lengths[row]];
            double[][] expected = naive.Encode(inputs, [.. masks.Select(layer => Array.ConvertAll(layer, mask => mask[row]))]).States;
            double[][] actual = encoded.States.select(0, row).Rows();
            for (int t = 0; t < inputs.Length; t++)
            {
                TensorAssert.Close(expected[t], actual[t], 1e-5, $"sentence {row}, state {t}, unit");
            }
        }
    }

    private static RecurrentEncoder Some(ModelConfig config) => new RecurrentEncoder(config, CPU).WithWeights(config.Encoder.Layers);

    private static ModelConfig Of(CellKind cell, EncoderKind type, int layers, bool residual) => new()
    {
        Cell = cell,
        Residual = residual,
        Dropout = 0,
        EmbeddingSize = EmbeddingSize,
        Encoder = new EncoderConfig { Type = type, HiddenSize = HiddenSize, Layers = layers },
    };

    private static int[] Words(int length) => [.. Enumerable.Repeat(5, length)];

    private static (Tensor Embedded, SourceTensors Source) Batch() =>
        (new Draw(7).Values(Lengths.Length, Lengths.Max(), EmbeddingSize), Draw.Source(Array.ConvertAll(Lengths, Words)));
}

public sealed class VariationalMaskTests
{
    [Fact]
    public void A_unit_is_dropped_with_the_given_probability_and_scaled_up_otherwise()
    {
        // Given
        using var scope = NewDisposeScope();
        manual_seed(1);

        // When
        double[] mask = VariationalMask.Sample(0.25, 100, 400, zeros(1))!.Doubles();

        // Then: with 40000 samples the standard error of the share is about 0.2 %.
        Assert.All(mask, value => Assert.True(value is 0 || Math.Abs(value - (1 / 0.75)) < 1e-6));
        Assert.Equal(0.25, mask.Count(value => value == 0) / 40_000.0, 0.01);
        Assert.Equal(1, mask.Average(), 0.02);
    }

    [Fact]
    public void There_is_no_mask_without_dropout()
    {
        using var scope = NewDisposeScope();

        Assert.Null(VariationalMask.Sample(0, 2, 3, zeros(1)));
    }
}
