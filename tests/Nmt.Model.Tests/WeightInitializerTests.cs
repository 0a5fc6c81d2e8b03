using static TorchSharp.torch;

namespace Nmt.Model.Tests;

public sealed class WeightInitializerTests
{
    [Fact]
    public void Same_seed_gives_the_same_weights()
    {
        // Given
        using var scope = NewDisposeScope();
        using var first = TinyModel.Make(new ModelConfig(), seed: 5);

        // When
        using var second = TinyModel.Make(new ModelConfig(), seed: 5);

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
        using var first = TinyModel.Make(new ModelConfig(), seed: 5);

        // When
        using var second = TinyModel.Make(new ModelConfig(), seed: 6);

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
        using var model = new EncoderDecoder(new ModelConfig { EmbeddingSize = 64 }, 500, CPU);
        using var generator = new Generator(3);

        // When
        new WeightInitializer(range: 0.1, embeddingDeviation: 0.02, generator).Initialize(model);

        // Then: 32000 normal values; their deviation is known to about 1 %, and some lie beyond three deviations.
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
}
