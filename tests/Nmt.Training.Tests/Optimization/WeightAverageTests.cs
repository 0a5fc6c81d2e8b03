using Nmt.Model;
using Nmt.Model.Creation;
using Nmt.Runs.Config;
using Nmt.Training.Optimization;
using TorchSharp;
using static TorchSharp.torch;

namespace Nmt.Training.Tests.Optimization;

public sealed class WeightAverageTests
{
    private static readonly ModelConfig Config = new() { EmbeddingSize = 4, Encoder = new() { HiddenSize = 3 }, Decoder = new() { HiddenSize = 5 } };

    [Fact]
    public void Average_follows_its_formula()
    {
        // Given
        using var scope = NewDisposeScope();
        using var model = Model();
        using var average = new WeightAverage(model, decay: 0.3);
        float[] expected = Weights(model);

        // When
        for (int update = 1; update <= 12; update++)
        {
            Move(model, update);
            average.Add(update);
            double decay = Math.Min(0.3, update / (update + 9.0));
            expected = [.. expected.Zip(Weights(model), (a, w) => (float)((decay * a) + ((1 - decay) * w)))];
        }

        // Then
        average.Swap();
        Assert.All(expected.Zip(Weights(model)), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }

    [Fact]
    public void Swapping_twice_changes_nothing()
    {
        // Given
        using var scope = NewDisposeScope();
        using var model = Model();
        using var average = new WeightAverage(model, decay: 0.9);
        Move(model, 1);
        average.Add(1);
        float[] before = Weights(model);

        // When
        average.Swap();
        float[] between = Weights(model);
        average.Swap();

        // Then
        Assert.NotEqual(before, between);
        Assert.Equal(before, Weights(model));
    }

    [Fact]
    public void Average_of_constant_weights_is_bit_identical_to_them()
    {
        // Given
        using var scope = NewDisposeScope();
        using var model = Model();
        using var average = new WeightAverage(model, decay: 0.7);
        float[] before = Weights(model);

        // When
        for (int update = 1; update <= 20; update++)
        {
            average.Add(update);
        }

        average.Swap();

        // Then
        Assert.Equal(before, Weights(model));
    }

    private static TranslationModel Model()
    {
        var model = ModelFactory.Create(Config, 7, CPU);
        using var generator = new Generator(1);
        new WeightInitializer(0.5, 0.5, generator).Initialize(model);
        return model;
    }

    private static void Move(TranslationModel model, int update)
    {
        using var noGradient = no_grad();
        foreach (var parameter in model.parameters())
        {
            parameter.add_((0.1 * update).ToScalar());
        }
    }

    private static float[] Weights(TranslationModel model)
    {
        using var scope = NewDisposeScope();
        return [.. model.parameters().SelectMany(parameter => parameter.detach().flatten().data<float>().ToArray())];
    }
}
