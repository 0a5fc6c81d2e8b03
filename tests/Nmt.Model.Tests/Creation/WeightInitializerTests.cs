using Nmt.Model.Creation;
using Nmt.Runs.Config;
using static TorchSharp.torch;

namespace Nmt.Model.Tests.Creation;

public sealed class WeightInitializerTests
{
    [Fact]
    public void Same_seed_gives_the_same_weights()
    {
        // Given
        using var scope = NewDisposeScope();
        using var first = TinyModel.Create(new ModelConfig(), seed: 5);

        // When
        using var second = TinyModel.Create(new ModelConfig(), seed: 5);

        // Then
        foreach (var (name, parameter) in first.named_parameters())
        {
            Assert.Equal(parameter.Doubles(), second.get_parameter(name)!.Doubles());
        }
    }

    [Fact]
    public void Another_seed_gives_other_weights_everywhere()
    {
        // Given
        using var scope = NewDisposeScope();
        using var first = TinyModel.Create(new ModelConfig(), seed: 5);

        // When
        using var second = TinyModel.Create(new ModelConfig(), seed: 6);

        // Then
        foreach (var (name, parameter) in first.named_parameters())
        {
            Assert.NotEqual(parameter.Doubles(), second.get_parameter(name)!.Doubles());
        }
    }

    [Fact]
    public void Embeddings_are_normal_and_everything_else_is_uniform_in_the_range()
    {
        // Given
        using var scope = NewDisposeScope();
        using var model = ModelFactory.Create(new ModelConfig { EmbeddingSize = 64 }, 500, CPU);
        using var generator = new Generator(3);

        // When
        new WeightInitializer(range: 0.1, embeddingDeviation: 0.02, generator).Initialize(model);

        // Then: 32000 normal values; their deviation is known to about 1 %, and some are beyond three deviations.
        foreach (var (name, parameter) in model.named_parameters())
        {
            double[] values = parameter.Doubles();
            if (name is "source_embedding.weight" or "target_embedding.weight")
            {
                Assert.Equal(0.02, Math.Sqrt(values.Average(value => value * value)), 0.001);
                Assert.InRange(values.Max(), 0.06, 0.13);
            }
            else
            {
                Assert.All(values, value => Assert.InRange(value, -0.1f, 0.1f));
                Assert.InRange(values.Max(), 0.09, 0.1f);
                Assert.InRange(values.Average(), -0.01, 0.01);
            }
        }
    }

    [Theory]
    [InlineData(InitializationKind.Normal, 0.1)]
    [InlineData(InitializationKind.XavierNormal, 0.0)]
    [InlineData(InitializationKind.XavierUniform, 0.0)]
    public void Matrices_have_the_configured_deviation_separately_per_gate(InitializationKind kind, double deviation)
    {
        // Given: of n values the deviation is known to about 1/√(2n).
        using var scope = NewDisposeScope();
        using var model = ModelFactory.Create(new ModelConfig { EmbeddingSize = 64 }, 500, CPU);
        using var generator = new Generator(3);

        // When
        new WeightInitializer(0.1, 0.5, generator) { Weights = kind }.Initialize(model);

        // Then: of a decoder with 512 units and inputs of 64 + 512.
        foreach (var (name, outputs, inputs) in new[] { ("decoder.cells.0.weight_ih", 512, 576), ("output.linear.weight", 500, 512) })
        {
            double[] values = model.get_parameter(name)!.Doubles();
            double expected = deviation > 0 ? deviation : Math.Sqrt(2.0 / (outputs + inputs));
            Assert.Equal(expected, Math.Sqrt(values.Average(value => value * value)), expected * 0.01);
            if (kind == InitializationKind.XavierUniform)
            {
                Assert.InRange(values.Max(), 0, Math.Sqrt(6.0 / (outputs + inputs)) + 1e-6);
            }
        }
    }

    [Fact]
    public void Recurrent_matrices_can_be_orthogonal_and_forget_gates_can_start_open()
    {
        // Given
        using var scope = NewDisposeScope();
        using var model = ModelFactory.Create(new ModelConfig { Decoder = new() { HiddenSize = 24 } }, 30, CPU);
        using var generator = new Generator(3);

        // When
        new WeightInitializer(0.1, 0.5, generator) { Recurrent = InitializationKind.Orthogonal, ZeroBias = true, ForgetBias = 1 }.Initialize(model);

        // Then
        double[] identity = [.. Enumerable.Range(0, 24 * 24).Select(i => i % 25 == 0 ? 1.0 : 0)];
        foreach (var gate in model.get_parameter("decoder.cells.0.weight_hh")!.chunk(4, 0))
        {
            TensorAssert.Close(identity, gate.mm(gate.t()).Doubles(), 1e-5);
        }

        double[] bias = model.get_parameter("decoder.cells.0.bias_ih")!.Doubles();
        Assert.Equal([.. new double[24], .. Enumerable.Repeat(1.0, 24), .. new double[48]], bias);
        Assert.All(model.get_parameter("decoder.cells.0.bias_hh")!.Doubles(), value => Assert.Equal(0, value));
        Assert.Contains(model.get_parameter("encoder.lstm.bias_ih_l0")!.Doubles(), value => value == 1);
    }

    [Theory]
    [InlineData(CellKind.Gru, 3, "encoder.gru")]
    [InlineData(CellKind.RnnTanh, 1, "encoder.rnn")]
    public void Other_cells_have_their_own_gates_and_no_forget_gate(CellKind cell, int gates, string encoder)
    {
        // Given
        using var scope = NewDisposeScope();
        using var model = ModelFactory.Create(
            new ModelConfig { Cell = cell, EmbeddingSize = 40, Encoder = new() { HiddenSize = 16 }, Decoder = new() { HiddenSize = 24 } }, 30, CPU);
        using var generator = new Generator(3);

        // When
        new WeightInitializer(0.1, 0.5, generator)
        {
            Weights = InitializationKind.XavierUniform, Recurrent = InitializationKind.Orthogonal, ZeroBias = true, ForgetBias = 1,
        }.Initialize(model);

        // Then: inputs of the first layer are of width 40, so that a bound is √(6 / (16 + 40)).
        foreach (var (name, size) in new[] { ("decoder.cells.0.weight_hh", 24), (encoder + ".weight_hh_l0_reverse", 16) })
        {
            var matrices = model.get_parameter(name)!.chunk(gates, 0);
            Assert.Equal(gates, matrices.Length);
            double[] identity = [.. Enumerable.Range(0, size * size).Select(i => i % (size + 1) == 0 ? 1.0 : 0)];
            Assert.All(matrices, gate => TensorAssert.Close(identity, gate.mm(gate.t()).Doubles(), 1e-5));
        }

        double bound = Math.Sqrt(6.0 / (16 + 40));
        Assert.InRange(model.get_parameter(encoder + ".weight_ih_l0")!.Doubles().Max(), 0.9 * bound, bound + 1e-6);
        string[] biases = ["decoder.cells.0.bias_ih", "decoder.cells.0.bias_hh", encoder + ".bias_ih_l0", encoder + ".bias_hh_l0_reverse"];
        Assert.All(biases, name => Assert.All(model.get_parameter(name)!.Doubles(), value => Assert.Equal(0, value)));
    }

    [Fact]
    public void Normalizations_start_with_gain_one_and_bias_zero()
    {
        using var scope = NewDisposeScope();
        using var model = TinyModel.Create(new ModelConfig { LayerNorm = true });

        Assert.All(model.get_parameter("decoder.cells.0.cell_norm.weight")!.Doubles(), value => Assert.Equal(1, value));
        Assert.All(model.get_parameter("encoder.forward_cells.0.input_norm.bias")!.Doubles(), value => Assert.Equal(0, value));
        using var gru = TinyModel.Create(new ModelConfig { LayerNorm = true, Cell = CellKind.Gru });
        Assert.All(gru.get_parameter("decoder.cells.0.candidate_input_norm.weight")!.Doubles(), value => Assert.Equal(1, value));
        Assert.All(gru.get_parameter("encoder.backward_cells.0.input_norm.bias")!.Doubles(), value => Assert.Equal(0, value));
    }
}
