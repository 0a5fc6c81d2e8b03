using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LibTorch.Tests.NN;

public sealed class RecurrentCellTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Lstm_cell_equals_loops(bool bias)
    {
        // Given
        using var scope = NewDisposeScope();
        using var cell = Drawn.Fill(LSTMCell(3, 2, bias, null, ScalarType.Float64));
        var (x, h, c) = (Drawn.Tensor(1, 2, 3), Drawn.Tensor(2, 2, 2), Drawn.Tensor(3, 2, 2));
        var naive = new NaiveRecurrence(cell, true, 2);

        // When
        var (nextH, nextC) = cell.call(x, (h, c));

        // Then
        for (var b = 0; b < 2; b++)
        {
            var expected = naive.Step("", Drawn.Values(x[b]), Drawn.Values(h[b]), Drawn.Values(c[b]));
            Assert.True(nextH[b].allclose(tensor(expected.H), atol: 1e-12));
            Assert.True(nextC[b].allclose(tensor(expected.C), atol: 1e-12));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Gru_cell_equals_loops(bool bias)
    {
        // Given
        using var scope = NewDisposeScope();
        using var cell = Drawn.Fill(GRUCell(3, 2, bias, null, ScalarType.Float64));
        var (x, h) = (Drawn.Tensor(1, 2, 3), Drawn.Tensor(2, 2, 2));
        var naive = new NaiveRecurrence(cell, false, 2);

        // When
        var next = cell.call(x, h);

        // Then
        for (var b = 0; b < 2; b++)
        {
            var expected = naive.Step("", Drawn.Values(x[b]), Drawn.Values(h[b]), []);
            Assert.True(next[b].allclose(tensor(expected.H), atol: 1e-12));
        }
    }

    [Fact]
    public void A_missing_state_is_zero()
    {
        // Given
        using var scope = NewDisposeScope();
        using var cell = Drawn.Fill(LSTMCell(3, 2, true, null, ScalarType.Float64));
        var x = Drawn.Tensor(1, 4, 3);
        var zero = zeros(4, 2, ScalarType.Float64);

        // When
        var (h, c) = cell.call(x);
        var (expectedH, expectedC) = cell.call(x, (zero, zero));

        // Then
        Assert.True(h.allclose(expectedH, rtol: 0, atol: 0));
        Assert.True(c.allclose(expectedC, rtol: 0, atol: 0));
    }

    [Fact]
    public void A_state_of_another_batch_size_is_refused_and_not_broadcast()
    {
        // Given
        using var scope = NewDisposeScope();
        using var cell = LSTMCell(3, 2);

        // When
        var error = Assert.Throws<System.Runtime.InteropServices.ExternalException>(
            () => cell.call(zeros(4, 3), (zeros(1, 2), zeros(1, 2))));

        // Then
        Assert.StartsWith("LSTMCell of [4, 3] and [8, 3] and [1, 2] and [1, 2]: the state must be [4, 2], not [1, 2]", error.Message);
    }

    [Fact]
    public void State_keys_are_PyTorchs()
    {
        // Given
        using var lstm = LSTMCell(3, 2);
        using var gru = GRUCell(3, 2, bias: false);

        // When, then
        Assert.Equal(["weight_ih", "weight_hh", "bias_ih", "bias_hh"], lstm.state_dict().Keys);
        Assert.Equal(["weight_ih", "weight_hh"], gru.state_dict().Keys);
    }
}
