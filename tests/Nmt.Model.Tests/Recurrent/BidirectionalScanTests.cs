using Nmt.Model.Recurrent;
using Nmt.Model.Tests.Naive;
using Nmt.Runs.Config;
using static TorchSharp.torch;

namespace Nmt.Model.Tests.Recurrent;

public sealed class BidirectionalScanTests
{
    private const int EmbeddingSize = 3;
    private const int HiddenSize = 4;
    private static readonly int[] Lengths = [2, 5, 1];

    // A dropout this small drops none of a few dozen units, but selects the step-by-step path.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Single_steps_without_dropped_units_equal_the_librarys_lstm(int layers)
    {
        // Given
        using var scope = NewDisposeScope();
        using var encoder = Lstm(layers, recurrentDropout: 1e-9);
        var (embedded, source) = Batch();

        // When
        encoder.train();
        var stepwise = encoder.Encode(embedded, source);

        // Then
        encoder.eval();
        var expected = encoder.Encode(embedded, source);
        TensorAssert.Close(expected.States, stepwise.States, 1e-5);
        TensorAssert.Close(expected.Final!.Hidden, stepwise.Final!.Hidden, 1e-5);
        TensorAssert.Close(expected.Final!.Cell, stepwise.Final!.Cell, 1e-5);
    }

    [Fact]
    public void Recurrent_dropout_drops_the_same_units_at_every_step_of_a_sentence()
    {
        // Given
        using var scope = NewDisposeScope();
        using var encoder = Lstm(layers: 1, recurrentDropout: 0.5);
        var (embedded, source) = Batch();
        encoder.train();

        // When
        manual_seed(8);
        var encoded = encoder.Encode(embedded, source);

        // Then: the same masks again, and loops that multiply every hidden state with them.
        manual_seed(8);
        double[][][] masks = [.. new[] { 0, 1 }.Select(_ => VariationalMask.Sample(0.5, Lengths.Length, HiddenSize, embedded)!.Rows())];
        Assert.Contains(masks.SelectMany(mask => mask).SelectMany(row => row), value => value == 0);
        for (int row = 0; row < Lengths.Length; row++)
        {
            double[][] inputs = embedded.select(0, row).Rows()[..Lengths[row]];
            double[][] forward = Run(NaiveLstm.From(encoder, "lstm.", "_l0"), inputs, masks[0][row]);
            double[][] backward = [.. Run(NaiveLstm.From(encoder, "lstm.", "_l0_reverse"), [.. inputs.Reverse()], masks[1][row]).Reverse()];
            double[][] actual = encoded.States.select(0, row).Rows();
            for (int t = 0; t < inputs.Length; t++)
            {
                TensorAssert.Close([.. forward[t], .. backward[t]], actual[t], 1e-5, $"sentence {row}, state {t}, unit");
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Padding_changes_no_state_of_normalized_cells(int layers)
    {
        // Given
        using var scope = NewDisposeScope();
        using var encoder = new LayerNormBiLstmEncoder(Config(layers), CPU).WithWeights();
        var (embedded, source) = Batch();

        // When
        var together = encoder.Encode(embedded, source);

        // Then
        for (int row = 0; row < Lengths.Length; row++)
        {
            var alone = encoder.Encode(embedded.narrow(0, row, 1).narrow(1, 0, Lengths[row]), Draw.Source(Words(Lengths[row])));
            TensorAssert.Close(alone.States.select(0, 0), together.States.select(0, row).narrow(0, 0, Lengths[row]), 1e-6);
            TensorAssert.Close(alone.Final!.Hidden.select(0, 0), together.Final!.Hidden.select(0, row), 1e-6);
            TensorAssert.Close(alone.Final!.Cell.select(0, 0), together.Final!.Cell.select(0, row), 1e-6);
            Assert.All(together.States.select(0, row).Rows()[Lengths[row]..], state => Assert.All(state, value => Assert.Equal(0, value)));
        }
    }

    private static double[][] Run(NaiveLstm lstm, double[][] inputs, double[] mask)
    {
        double[] hidden = new double[HiddenSize];
        double[] cell = new double[HiddenSize];
        var states = new List<double[]>();
        foreach (double[] input in inputs)
        {
            (hidden, cell) = lstm.Step(input, [.. hidden.Select((value, unit) => value * mask[unit])], cell);
            states.Add(hidden);
        }

        return [.. states];
    }

    private static BiLstmEncoder Lstm(int layers, double recurrentDropout) => new BiLstmEncoder(Config(layers) with { RecurrentDropout = recurrentDropout }, CPU).WithWeights(layers);

    private static ModelConfig Config(int layers) =>
        new() { Dropout = 0, EmbeddingSize = EmbeddingSize, Encoder = new EncoderConfig { HiddenSize = HiddenSize, Layers = layers } };

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
