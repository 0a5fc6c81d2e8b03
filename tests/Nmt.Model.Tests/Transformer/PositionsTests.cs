using Nmt.Model.Tests.Naive;
using Nmt.Model.Transformer;
using Nmt.Runs.Config.Architectures;
using Nmt.Text;
using static TorchSharp.torch;

namespace Nmt.Model.Tests.Transformer;

public sealed class PositionsTests
{
    [Theory]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(64)]
    public void Sinusoids_follow_the_formula_beyond_any_table(int width)
    {
        // Given
        using var scope = NewDisposeScope();
        var sinusoids = new Sinusoids(width);
        var like = zeros([1], ScalarType.Float64);

        // When: within the first table, across its end, and again before it.
        foreach (var (first, count) in new[] { (0, 5), (120, 20), (700, 1), (3, 4) })
        {
            var vectors = sinusoids.Of(first, count, like);

            // Then
            Assert.Equal([count, width], vectors.shape);
            double[] expected = [.. Enumerable.Range(first, count).SelectMany(
                position => Enumerable.Range(0, width).Select(unit => NaiveTransformer.Sinusoid(position, unit, width)))];
            TensorAssert.Close(expected, vectors.Doubles(), 1e-12);
        }
    }

    [Fact]
    public void Sinusoids_follow_the_type_of_the_embeddings()
    {
        using var scope = NewDisposeScope();
        var sinusoids = new Sinusoids(4);

        Assert.Equal(ScalarType.Float32, sinusoids.Of(0, 3, zeros(1)).dtype);
        Assert.Equal(ScalarType.Float64, sinusoids.Of(0, 3, zeros([1], ScalarType.Float64)).dtype);
    }

    [Fact]
    public void Sinusoids_created_in_translation_can_be_trained_with()
    {
        // Given
        using var scope = NewDisposeScope();
        var input = new PositionalInput(TinyModel.Transformer(new TransformerConfig()) with { EmbeddingSize = 4 }, CPU);
        using (inference_mode())
        {
            input.Place(zeros(1, 3, 4));
        }

        // When
        var embedded = new Draw(1).Leaf(1, 3, 4);
        (input.Place(embedded) * input.Place(embedded)).sum().backward();

        // Then: d/dx (s x + p)² = 2 s (s x + p).
        TensorAssert.Close(input.Place(embedded) * 2 * Math.Sqrt(4), embedded.grad, 1e-5);
    }

    [Fact]
    public void Dropout_acts_on_the_sum_of_embedding_and_position()
    {
        // Given: an embedding of zeros, so that only positions remain.
        using var scope = NewDisposeScope();
        var config = TinyModel.Transformer(new TransformerConfig()) with { EmbeddingSize = 64, Dropout = 0, EmbeddingDropout = 0.5 };
        var input = new PositionalInput(config, CPU);
        manual_seed(2);

        // When
        double[] placed = input.Place(zeros(1, 1, 64)).Doubles();

        // Then: at position 0 sines are 0 and cosines 1; about half of the cosines are dropped, the others doubled.
        Assert.All(placed.Where((_, unit) => unit % 2 == 0), value => Assert.Equal(0, value));
        double[] cosines = [.. placed.Where((_, unit) => unit % 2 == 1)];
        Assert.All(cosines, value => Assert.True(value is 0 or 2));
        Assert.InRange(cosines.Count(value => value == 0), 6, 26);
    }

    [Fact]
    public void A_sentence_with_more_subwords_than_learnt_positions_is_an_error()
    {
        // Given
        using var scope = NewDisposeScope();
        using var model = TinyModel.Create(TinyModel.Transformer(new TransformerConfig { Positions = PositionKind.Learnt, MaxPositions = 5 }));
        const string expected =
            "a sentence has 6 subwords, counting its end, but the model has learnt only 5 positions (model.transformer.max_positions)";
        int[] fits = [3, 4, 5, 6, 2];
        int[] tooLong = [3, 4, 5, 6, 7, 2];

        // When, then
        Assert.Equal(expected, Assert.Throws<DataException>(() => model.Start(Draw.Source(tooLong))).Message);
        Assert.Equal(expected, Assert.Throws<DataException>(() => model.call(Draw.Source(fits), Draw.Target(tooLong))).Message);
        var state = model.Start(Draw.Source(fits));
        for (int step = 0; step < 5; step++)
        {
            state = model.Step(tensor([3L]), state).State;
        }

        Assert.Equal(expected, Assert.Throws<DataException>(() => model.Step(tensor([3L]), state)).Message);
    }

    [Theory]
    [InlineData(PositionKind.None, true)]
    [InlineData(PositionKind.Sinusoidal, false)]
    [InlineData(PositionKind.Learnt, false)]
    public void Only_without_positions_the_encoder_reads_a_set(PositionKind kind, bool isSet)
    {
        // Given
        using var scope = NewDisposeScope();
        using var model = TinyModel.Create(TinyModel.Transformer(new TransformerConfig { Positions = kind, MaxPositions = 9 }));

        // When
        double[] one = model.call(Draw.Source([3, 4, 5, 2]), Draw.Target([6, 2])).Doubles();
        double[] other = model.call(Draw.Source([5, 3, 4, 2]), Draw.Target([6, 2])).Doubles();

        // Then
        double difference = one.Zip(other, (a, b) => Math.Abs(a - b)).Max();
        Assert.True(isSet ? difference < 1e-5 : difference > 1e-2, $"difference {difference}");
    }
}
