using Nmt.Model.Recurrent;
using Nmt.Model.Tests.Naive;
using Nmt.Runs.Config;
using static TorchSharp.torch;

namespace Nmt.Model.Tests.Recurrent;

public sealed class BiLstmEncoderTests
{
    private const int EmbeddingSize = 3;
    private const int HiddenSize = 4;
    private static readonly int[] Lengths = [2, 7, 1, 4];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void States_and_final_states_equal_those_of_loops_over_each_sentence(int layers)
    {
        // Given
        using var scope = NewDisposeScope();
        using var encoder = Some(layers);
        var (embedded, source) = Batch();

        // When
        var encoded = encoder.Encode(embedded, source);

        // Then
        for (int row = 0; row < Lengths.Length; row++)
        {
            var (states, hidden, cell) = Naive(encoder, layers, embedded.select(0, row).Rows()[..Lengths[row]]);
            double[][] actual = encoded.States.select(0, row).Rows();
            for (int t = 0; t < actual.Length; t++)
            {
                double[] expected = t < Lengths[row] ? states[t] : new double[2 * HiddenSize];
                TensorAssert.Close(expected, actual[t], t < Lengths[row] ? 1e-5 : 0, $"layer top, sentence {row}, state {t}, unit");
            }

            TensorAssert.Close(hidden, encoded.Final!.Hidden.select(0, row).Doubles(), 1e-5);
            TensorAssert.Close(cell, encoded.Final!.Cell.select(0, row).Doubles(), 1e-5);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Padding_changes_no_state(int layers)
    {
        // Given
        using var scope = NewDisposeScope();
        using var encoder = Some(layers);
        var (embedded, source) = Batch();

        // When
        var together = encoder.Encode(embedded, source);

        // Then
        for (int row = 0; row < Lengths.Length; row++)
        {
            int length = Lengths[row];
            var alone = encoder.Encode(embedded.narrow(0, row, 1).narrow(1, 0, length), Draw.Source(Words(length)));
            TensorAssert.Close(alone.States, together.States.narrow(0, row, 1).narrow(1, 0, length), 1e-5);
            TensorAssert.Close(alone.Final!.Hidden, together.Final!.Hidden.narrow(0, row, 1), 1e-5);
            TensorAssert.Close(alone.Final!.Cell, together.Final!.Cell.narrow(0, row, 1), 1e-5);
        }
    }

    [Fact]
    public void States_at_padding_are_zero_and_the_mask_marks_them()
    {
        // Given
        using var scope = NewDisposeScope();
        using var encoder = Some(layers: 1);
        var (embedded, source) = Batch();

        // When
        var encoded = encoder.Encode(embedded, source);

        // Then
        TensorAssert.Close(Draw.Padding(Lengths, Lengths.Max()), encoded.Padding, 0);
        Assert.All(encoded.States.masked_select(encoded.Padding.transpose(1, 2)).Doubles(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Final_state_is_the_forward_state_of_the_last_word_and_the_backward_state_of_the_first()
    {
        // Given
        using var scope = NewDisposeScope();
        using var encoder = Some(layers: 2);
        var (embedded, source) = Batch();

        // When
        var encoded = encoder.Encode(embedded, source);

        // Then
        for (int row = 0; row < Lengths.Length; row++)
        {
            double[] last = encoded.States.select(0, row).Rows()[Lengths[row] - 1];
            double[] first = encoded.States.select(0, row).Rows()[0];
            TensorAssert.Close([.. last[..HiddenSize], .. first[HiddenSize..]], encoded.Final!.Hidden.select(0, row).Doubles(), 1e-6);
        }
    }

    [Fact]
    public void No_gradient_reaches_padding()
    {
        // Given
        using var scope = NewDisposeScope();
        using var encoder = Some(layers: 2);
        var (embedded, source) = Batch();
        embedded.requires_grad_();

        // When
        var encoded = encoder.Encode(embedded, source);
        (encoded.States.sum() + encoded.Final!.Hidden.sum() + encoded.Final!.Cell.sum()).backward();

        // Then
        var gradient = embedded.grad!;
        var padding = source.Padding.transpose(1, 2);
        Assert.All(gradient.masked_select(padding).Doubles(), value => Assert.Equal(0, value));
        Assert.All(gradient.masked_select(padding.logical_not()).Doubles(), value => Assert.NotEqual(0, value));
    }

    private static BiLstmEncoder Some(int layers) =>
        new BiLstmEncoder(Config(layers), CPU).WithWeights(layers);

    private static ModelConfig Config(int layers) =>
        new() { Dropout = 0, EmbeddingSize = EmbeddingSize, Encoder = new EncoderConfig { HiddenSize = HiddenSize, Layers = layers } };

    private static int[] Words(int length) => [.. Enumerable.Repeat(5, length)];

    private static (Tensor Embedded, SourceTensors Source) Batch() =>
        (new Draw(7).Values(Lengths.Length, Lengths.Max(), EmbeddingSize), Draw.Source(Array.ConvertAll(Lengths, Words)));

    /// <summary>Each layer reads both directions of the one below.</summary>
    private static (double[][] States, double[] Hidden, double[] Cell) Naive(BiLstmEncoder encoder, int layers, double[][] inputs)
    {
        double[] cell = [];
        for (int layer = 0; layer < layers; layer++)
        {
            var (forward, forwardCell) = NaiveLstm.From(encoder, "lstm.", $"_l{layer}").Run(inputs, isReverse: false);
            var (backward, backwardCell) = NaiveLstm.From(encoder, "lstm.", $"_l{layer}_reverse").Run(inputs, isReverse: true);
            inputs = [.. forward.Zip(backward, (a, b) => (double[])[.. a, .. b])];
            cell = [.. forwardCell, .. backwardCell];
        }

        return (inputs, [.. inputs[^1][..HiddenSize], .. inputs[0][HiddenSize..]], cell);
    }
}
