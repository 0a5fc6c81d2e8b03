using Nmt.Model.Recurrent;
using Nmt.Runs.Config;
using static Nmt.Model.Tests.Naive.NaiveAlgebra;
using static TorchSharp.torch;

namespace Nmt.Model.Tests.Recurrent;

public sealed class BridgeTests
{
    private const int Batch = 3;
    private const int EncoderSize = 6;
    private static readonly int[] Lengths = [2, 1, 2];

    [Fact]
    public void Linear_bridge_is_the_tanh_of_a_separate_projection_for_each_layer_and_state()
    {
        // Given
        using var scope = NewDisposeScope();
        using var bridge = Some(BridgeKind.Linear, hiddenSize: 4);
        var encoded = Encoded();

        // When
        var state = bridge.call(encoded);

        // Then
        for (int layer = 0; layer < 2; layer++)
        {
            for (int row = 0; row < Batch; row++)
            {
                double[] hidden = encoded.Final!.Hidden.select(0, row).Doubles();
                double[] cell = encoded.Final!.Cell!.select(0, row).Doubles();
                TensorAssert.Close(Projected(bridge, $"hidden.{layer}", hidden), state.Hidden[layer].select(0, row).Doubles(), 1e-6);
                TensorAssert.Close(Projected(bridge, $"cell.{layer}", cell), state.Cell[layer].select(0, row).Doubles(), 1e-6);
            }
        }
    }

    [Fact]
    public void Mean_bridge_is_the_tanh_of_a_separate_projection_of_the_mean_of_the_real_states()
    {
        // Given
        using var scope = NewDisposeScope();
        using var bridge = Some(BridgeKind.Mean, hiddenSize: 4);
        var encoded = Encoded();

        // When
        var state = bridge.call(encoded);

        // Then
        for (int layer = 0; layer < 2; layer++)
        {
            for (int row = 0; row < Batch; row++)
            {
                double[][] real = encoded.States.select(0, row).Rows()[..Lengths[row]];
                double[] mean = [.. Enumerable.Range(0, EncoderSize).Select(unit => real.Average(values => values[unit]))];
                TensorAssert.Close(Projected(bridge, $"hidden.{layer}", mean), state.Hidden[layer].select(0, row).Doubles(), 1e-6);
                TensorAssert.Close(Projected(bridge, $"cell.{layer}", mean), state.Cell[layer].select(0, row).Doubles(), 1e-6);
            }
        }
    }

    [Theory]
    [InlineData(BridgeKind.Linear, 4)]
    [InlineData(BridgeKind.Mean, 4)]
    [InlineData(BridgeKind.Copy, 0)]
    [InlineData(BridgeKind.Zero, 0)]
    public void Decoders_without_cell_states_get_hidden_states_alone(BridgeKind kind, int weights)
    {
        // Given: an encoder of such cells.
        using var scope = NewDisposeScope();
        using var some = Some(kind, EncoderSize, CellKind.Gru);
        using var lstm = Some(kind, EncoderSize);
        var encoded = Encoded();
        var withoutCell = encoded with { Final = encoded.Final! with { Cell = null } };

        // When
        var state = some.call(withoutCell);

        // Then: one projection per layer, weight and bias, and the hidden states of an LSTM with the same weights.
        Assert.Empty(state.Cell);
        Assert.Equal(weights, some.parameters().Count());
        foreach (var (name, parameter) in some.named_parameters())
        {
            using var noGradient = no_grad();
            lstm.get_parameter(name)!.copy_(parameter);
        }

        var expected = lstm.call(encoded);
        Assert.All(expected.Hidden.Zip(state.Hidden), pair => TensorAssert.Close(pair.First, pair.Second, 0));
    }

    [Fact]
    public void Copy_bridge_passes_the_final_states_to_every_layer()
    {
        // Given
        using var scope = NewDisposeScope();
        using var bridge = Some(BridgeKind.Copy, hiddenSize: EncoderSize);
        var encoded = Encoded();

        // When
        var state = bridge.call(encoded);

        // Then
        Assert.All(state.Hidden, hidden => TensorAssert.Close(encoded.Final!.Hidden, hidden, 0));
        Assert.All(state.Cell, cell => TensorAssert.Close(encoded.Final!.Cell, cell, 0));
    }

    [Fact]
    public void Zero_bridge_starts_every_layer_from_zeros()
    {
        // Given
        using var scope = NewDisposeScope();
        using var bridge = Some(BridgeKind.Zero, hiddenSize: 5);

        // When
        var state = bridge.call(Encoded());

        // Then
        Assert.All(state.Hidden.Concat(state.Cell), tensor => TensorAssert.Close(zeros([Batch, 5]), tensor, 0));
    }

    [Theory]
    [InlineData(BridgeKind.Linear)]
    [InlineData(BridgeKind.Mean)]
    [InlineData(BridgeKind.Copy)]
    [InlineData(BridgeKind.Zero)]
    public void First_attentional_state_is_zero(BridgeKind kind)
    {
        // Given
        using var scope = NewDisposeScope();
        using var bridge = Some(kind, hiddenSize: EncoderSize);

        // When
        var state = bridge.call(Encoded());

        // Then
        TensorAssert.Close(zeros([Batch, EncoderSize]), state.Attentional, 0);
    }

    /// <summary>A bridge to a decoder of two layers.</summary>
    private static Bridge Some(BridgeKind kind, int hiddenSize, CellKind cell = CellKind.Lstm) => new Bridge(
        new ModelConfig { Cell = cell, Decoder = new DecoderConfig { Bridge = kind, HiddenSize = hiddenSize, Layers = 2 } }, EncoderSize, CPU).WithWeights();

    private static EncoderOutput Encoded()
    {
        var draw = new Draw(4);
        var padding = Draw.Padding(Lengths, 2);
        return new EncoderOutput(draw.Values(Batch, 2, EncoderSize).masked_fill(padding.transpose(1, 2), 0), padding)
        {
            Final = new FinalState(draw.Values(Batch, EncoderSize), draw.Values(Batch, EncoderSize)),
        };
    }

    private static double[] Projected(Bridge bridge, string name, double[] final) =>
        Tanh(Add(Multiply(Matrix(bridge, $"{name}.weight"), final), Vector(bridge, $"{name}.bias")));
}
