using Nmt.Model.Recurrent;
using Nmt.Runs.Config;
using static Nmt.Model.Tests.Naive.NaiveAlgebra;
using static TorchSharp.torch;

namespace Nmt.Model.Tests.Recurrent;

public sealed class BridgeTests
{
    private const int Batch = 3;
    private const int EncoderSize = 6;

    [Fact]
    public void Linear_bridge_is_the_tanh_of_a_separate_projection_for_each_layer_and_state()
    {
        // Given
        using var scope = NewDisposeScope();
        using var bridge = Some(BridgeKind.Linear, hiddenSize: 4, layers: 2);
        var encoded = Encoded();

        // When
        var state = bridge.call(encoded);

        // Then
        for (int layer = 0; layer < 2; layer++)
        {
            for (int row = 0; row < Batch; row++)
            {
                double[] hidden = encoded.Final!.Hidden.select(0, row).Doubles();
                double[] cell = encoded.Final!.Cell.select(0, row).Doubles();
                TensorAssert.Close(Projected(bridge, $"hidden.{layer}", hidden), state.Hidden[layer].select(0, row).Doubles(), 1e-6);
                TensorAssert.Close(Projected(bridge, $"cell.{layer}", cell), state.Cell[layer].select(0, row).Doubles(), 1e-6);
            }
        }
    }

    [Fact]
    public void Copy_bridge_passes_the_final_states_to_every_layer()
    {
        // Given
        using var scope = NewDisposeScope();
        using var bridge = Some(BridgeKind.Copy, hiddenSize: EncoderSize, layers: 2);
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
        using var bridge = Some(BridgeKind.Zero, hiddenSize: 5, layers: 2);

        // When
        var state = bridge.call(Encoded());

        // Then
        Assert.All(state.Hidden.Concat(state.Cell), tensor => TensorAssert.Close(zeros([Batch, 5]), tensor, 0));
    }

    [Theory]
    [InlineData(BridgeKind.Linear)]
    [InlineData(BridgeKind.Copy)]
    [InlineData(BridgeKind.Zero)]
    public void First_attentional_state_is_zero(BridgeKind kind)
    {
        // Given
        using var scope = NewDisposeScope();
        using var bridge = Some(kind, hiddenSize: EncoderSize, layers: 1);

        // When
        var state = bridge.call(Encoded());

        // Then
        TensorAssert.Close(zeros([Batch, EncoderSize]), state.Attentional, 0);
    }

    private static Bridge Some(BridgeKind kind, int hiddenSize, int layers) =>
        new Bridge(new DecoderConfig { Bridge = kind, HiddenSize = hiddenSize, Layers = layers }, EncoderSize, CPU).WithWeights();

    private static EncoderOutput Encoded()
    {
        var draw = new Draw(4);
        return new EncoderOutput(draw.Values(Batch, 2, EncoderSize), Draw.Padding([2, 1, 2], 2))
        {
            Final = new FinalState(draw.Values(Batch, EncoderSize), draw.Values(Batch, EncoderSize)),
        };
    }

    private static double[] Projected(Bridge bridge, string name, double[] final) =>
        Tanh(Add(Multiply(Matrix(bridge, $"{name}.weight"), final), Vector(bridge, $"{name}.bias")));
}
