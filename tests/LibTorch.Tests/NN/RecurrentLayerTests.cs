using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.utils.rnn;

namespace LibTorch.Tests.NN;

public sealed class RecurrentLayerTests
{
    private const int Features = 3;
    private const int Hidden = 2;
    private const double Tolerance = 1e-12;

    public static TheoryData<bool, int, bool, bool> Shapes { get; } = new()
    {
        // bias, layers, bidirectional, batch first
        { true, 1, false, false },
        { true, 1, true, true },
        { false, 2, false, true },
        { true, 2, true, false },
        { true, 3, true, true },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Padded_lstm_equals_loops(bool bias, int layers, bool bidirectional, bool batchFirst)
    {
        // Given
        using var scope = NewDisposeScope();
        using var lstm = Drawn.Fill(LSTM(Features, Hidden, layers, bias, batchFirst, 0, bidirectional, null, ScalarType.Float64));
        var input = Drawn.Tensor(90, 4, 5, Features); // [batch, time, features]
        var rows = layers * (bidirectional ? 2 : 1);
        var (h0, c0) = (Drawn.Tensor(91, rows, 4, Hidden), Drawn.Tensor(92, rows, 4, Hidden));
        var naive = new NaiveRecurrence(lstm, true, Hidden, layers, bidirectional);

        // When
        var (output, h, c) = lstm.call(batchFirst ? input : input.transpose(0, 1), (h0, c0));

        // Then
        output = batchFirst ? output : output.transpose(0, 1);
        for (var b = 0; b < 4; b++)
        {
            var expected = naive.Run(Sequence(input[b], 5), row => Drawn.Values(h0[row, b]), row => Drawn.Values(c0[row, b]));
            AssertSequence(expected.Outputs, output[b]);
            AssertRows(expected.Hidden, h, b);
            AssertRows(expected.Cell, c, b);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Padded_gru_equals_loops(bool bias, int layers, bool bidirectional, bool batchFirst)
    {
        // Given
        using var scope = NewDisposeScope();
        using var gru = Drawn.Fill(GRU(Features, Hidden, layers, bias, batchFirst, 0, bidirectional, null, ScalarType.Float64));
        var input = Drawn.Tensor(90, 4, 5, Features);
        var h0 = Drawn.Tensor(91, layers * (bidirectional ? 2 : 1), 4, Hidden);
        var naive = new NaiveRecurrence(gru, false, Hidden, layers, bidirectional);

        // When
        var (output, h) = gru.call(batchFirst ? input : input.transpose(0, 1), h0);

        // Then
        output = batchFirst ? output : output.transpose(0, 1);
        for (var b = 0; b < 4; b++)
        {
            var expected = naive.Run(Sequence(input[b], 5), row => Drawn.Values(h0[row, b]));
            AssertSequence(expected.Outputs, output[b]);
            AssertRows(expected.Hidden, h, b);
        }
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(2, true)]
    public void Packed_lstm_runs_each_sequence_to_its_own_end_in_the_callers_order(int layers, bool bidirectional)
    {
        // Given
        using var scope = NewDisposeScope();
        using var lstm = Drawn.Fill(LSTM(Features, Hidden, layers, true, true, 0, bidirectional, null, ScalarType.Float64));
        int[] lengths = [2, 5, 1, 4];
        var input = Drawn.Tensor(90, 4, 5, Features);
        var rows = layers * (bidirectional ? 2 : 1);
        var (h0, c0) = (Drawn.Tensor(91, rows, 4, Hidden), Drawn.Tensor(92, rows, 4, Hidden));
        var naive = new NaiveRecurrence(lstm, true, Hidden, layers, bidirectional);

        // When
        var packed = pack_padded_sequence(input, tensor(lengths), batch_first: true, enforce_sorted: false);
        var (packedOutput, h, c) = lstm.call(packed, (h0, c0));
        var (output, outputLengths) = pad_packed_sequence(packedOutput, batch_first: true);

        // Then
        Assert.Equal([2L, 5L, 1L, 4L], outputLengths.data<long>().ToArray());
        for (var b = 0; b < 4; b++)
        {
            var expected = naive.Run(
                Sequence(input[b], lengths[b]), row => Drawn.Values(h0[row, b]), row => Drawn.Values(c0[row, b]));
            AssertSequence(expected.Outputs, output[b]);
            AssertRows(expected.Hidden, h, b);
            AssertRows(expected.Cell, c, b);
            Assert.Equal(0, output[b].narrow(0, lengths[b], 5 - lengths[b]).abs().sum().item<double>());
        }
    }

    [Fact]
    public void Packed_gru_runs_each_sequence_to_its_own_end_in_the_callers_order()
    {
        // Given
        using var scope = NewDisposeScope();
        using var gru = Drawn.Fill(GRU(Features, Hidden, 2, true, false, 0, true, null, ScalarType.Float64));
        int[] lengths = [2, 5, 4];
        var input = Drawn.Tensor(90, 3, 5, Features);
        var naive = new NaiveRecurrence(gru, false, Hidden, 2, true);

        // When
        var (packedOutput, h) = gru.call(pack_padded_sequence(input.transpose(0, 1), tensor(lengths), enforce_sorted: false));
        var (output, _) = pad_packed_sequence(packedOutput, batch_first: true);

        // Then
        for (var b = 0; b < 3; b++)
        {
            var expected = naive.Run(Sequence(input[b], lengths[b]));
            AssertSequence(expected.Outputs, output[b]);
            AssertRows(expected.Hidden, h, b);
        }
    }

    [Fact]
    public void Dropout_between_layers_acts_in_training_only()
    {
        // Given
        using var scope = NewDisposeScope();
        using var lstm = Drawn.Fill(LSTM(Features, 20, 2, dropout: 0.5, dtype: ScalarType.Float64));
        var input = Drawn.Tensor(5, 4, 2, Features);

        // When
        var training = lstm.call(input).Item1;
        var trainingAgain = lstm.call(input).Item1;
        lstm.eval();
        var evaluated = lstm.call(input).Item1;
        var evaluatedAgain = lstm.call(input).Item1;

        // Then
        Assert.False(training.allclose(trainingAgain));
        Assert.True(evaluated.allclose(evaluatedAgain, rtol: 0, atol: 0));
    }

    [Fact]
    public void A_wrong_number_of_features_is_refused_with_both_shapes()
    {
        // Given
        using var scope = NewDisposeScope();
        using var lstm = LSTM(Features, Hidden);

        // When
        var error = Assert.Throws<System.Runtime.InteropServices.ExternalException>(() => lstm.call(zeros(5, 4, 7)));

        // Then
        Assert.StartsWith("LSTM of [5, 4, 7] and [8, 3]: the input has 7 features, the layer takes 3", error.Message);
    }

    [Fact]
    public void A_state_of_another_batch_size_is_refused_and_not_broadcast()
    {
        // Given
        using var scope = NewDisposeScope();
        using var gru = GRU(Features, Hidden);

        // When
        var error = Assert.Throws<System.Runtime.InteropServices.ExternalException>(
            () => gru.call(zeros(5, 4, Features), zeros(1, 1, Hidden)));

        // Then
        Assert.StartsWith("GRU of [5, 4, 3] and [6, 3] and [1, 1, 2]: h0 must be [1, 4, 2], not [1, 1, 2]", error.Message);
    }

    [Fact]
    public void Lstm_gradients_equal_finite_differences()
    {
        // Given
        using var scope = NewDisposeScope();
        using var lstm = Drawn.Fill(LSTM(Features, Hidden, 2, true, true, 0, true, null, ScalarType.Float64));
        var input = Drawn.Tensor(3, 2, 4, Features).requires_grad_();
        var (h0, c0) = (Drawn.Tensor(4, 4, 2, Hidden).requires_grad_(), Drawn.Tensor(5, 4, 2, Hidden).requires_grad_());
        var (outputMask, cellMask) = (Drawn.Tensor(6, 2, 4, 2 * Hidden), Drawn.Tensor(7, 4, 2, Hidden));

        // When, then
        NumericGradient.AssertEqual(
            () =>
            {
                var (output, _, c) = lstm.call(input, (h0, c0));
                return (output * outputMask).sum() + (c * cellMask).sum();
            },
            [input, h0, c0, .. lstm.parameters()]);
    }

    [Fact]
    public void Packed_gru_gradients_equal_finite_differences()
    {
        // Given
        using var scope = NewDisposeScope();
        using var gru = Drawn.Fill(GRU(Features, Hidden, 1, true, true, 0, true, null, ScalarType.Float64));
        var input = Drawn.Tensor(3, 2, 4, Features).requires_grad_();
        var lengths = tensor([2L, 4L]);
        var weight = Drawn.Tensor(6, 2, 4, 2 * Hidden);

        // When, then
        NumericGradient.AssertEqual(
            () =>
            {
                var packed = pack_padded_sequence(input, lengths, batch_first: true, enforce_sorted: false);
                var (output, _) = pad_packed_sequence(gru.call(packed).Item1, batch_first: true);
                return (output * weight).sum();
            },
            [input, .. gru.parameters()]);
    }

    private static double[][] Sequence(Tensor rows, int length) =>
        [.. Enumerable.Range(0, length).Select(t => Drawn.Values(rows[t]))];

    private static void AssertSequence(double[][] expected, Tensor actual)
    {
        for (var t = 0; t < expected.Length; t++)
        {
            AssertVector(expected[t], actual[t]);
        }
    }

    private static void AssertRows(List<double[]> expected, Tensor actual, int sequence)
    {
        Assert.Equal(expected.Count, actual.shape[0]);
        for (var row = 0; row < expected.Count; row++)
        {
            AssertVector(expected[row], actual[row, sequence]);
        }
    }

    private static void AssertVector(double[] expected, Tensor actual)
    {
        var values = Drawn.Values(actual);
        Assert.Equal(expected.Length, values.Length);
        for (var k = 0; k < expected.Length; k++)
        {
            Assert.Equal(expected[k], values[k], Tolerance);
        }
    }
}
