using Nmt.Model.Tests.Naive;
using Nmt.Model.Transformer;
using TorchSharp;
using static TorchSharp.torch;

namespace Nmt.Model.Tests.Transformer;

public sealed class MultiHeadAttentionTests
{
    private const int Width = 6;

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(3, true)]
    [InlineData(6, true)]
    [InlineData(1, false)]
    [InlineData(3, false)]
    public void Results_and_weights_are_those_of_loops_over_heads_queries_and_keys(int heads, bool keepsWeights)
    {
        // Given: a sentence of four keys and one of two.
        using var scope = NewDisposeScope();
        var attention = Create(heads);
        var draw = new Draw(3, ScalarType.Float64);
        var queries = draw.Values(2, 3, Width);
        var states = draw.Values(2, 4, Width);
        int[] lengths = [4, 2];

        // When
        var (result, weights) = attention.Attend(
            queries, attention.Project(states), AttentionMask.OfPadding(Draw.Padding(lengths, 4)), keepsWeights);

        // Then
        Assert.Equal(keepsWeights, weights is not null);
        for (int sentence = 0; sentence < 2; sentence++)
        {
            double[][] real = states[sentence].Rows()[..lengths[sentence]];
            for (int query = 0; query < 3; query++)
            {
                var expected = NaiveTransformer.Attend(attention, "", heads, queries[sentence][query].Doubles(), real);
                TensorAssert.Close(expected.Result, result[sentence][query].Doubles(), 1e-12);
                for (int head = 0; head < heads && weights is not null; head++)
                {
                    double[] padded = [.. expected.Weights[head], .. new double[4 - lengths[sentence]]];
                    TensorAssert.Close(padded, weights[sentence][head][query].Doubles(), 1e-12);
                }
            }
        }
    }

    [Theory]
    [InlineData(ScalarType.Float32, 1e-5)]
    [InlineData(ScalarType.Float64, 1e-12)]
    public void Fused_and_plain_attention_have_the_same_results_and_gradients(ScalarType type, double tolerance)
    {
        // Given
        using var scope = NewDisposeScope();
        var attention = Create(heads: 2);
        attention.to(type);
        var mask = AttentionMask.OfPadding(Draw.Padding([5, 3], 5));
        var draw = new Draw(4, type);
        var (queries, states, direction) = (draw.Leaf(2, 3, Width), draw.Leaf(2, 5, Width), draw.Values(2, 3, Width));

        // When
        var (plain, plainGradients) = Run(keepsWeights: true);
        var (fused, fusedGradients) = Run(keepsWeights: false);

        // Then
        TensorAssert.Close(plain, fused, tolerance);
        foreach (var (name, gradient) in plainGradients)
        {
            TensorAssert.Close(gradient, fusedGradients[name], tolerance, name);
        }

        (double[] Result, Dictionary<string, double[]> Gradients) Run(bool keepsWeights)
        {
            attention.zero_grad();
            (queries.grad, states.grad) = (null, null);
            var (result, _) = attention.Attend(queries, attention.Project(states), mask, keepsWeights);
            (result * direction).sum().backward();
            var gradients = attention.named_parameters().ToDictionary(entry => entry.name, entry => entry.parameter.grad.Doubles());
            (gradients["queries"], gradients["states"]) = (queries.grad.Doubles(), states.grad.Doubles());
            return (result.Doubles(), gradients);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Hidden_keys_never_matter(bool keepsWeights)
    {
        // Given
        using var scope = NewDisposeScope();
        var attention = Create(heads: 2);
        var draw = new Draw(5, ScalarType.Float64);
        var (queries, states) = (draw.Values(1, 2, Width), draw.Values(1, 4, Width));
        var mask = AttentionMask.OfPadding(Draw.Padding([3], 4));

        // When
        double[] before = attention.Attend(queries, attention.Project(states), mask, keepsWeights).Result.Doubles();
        states[0, 3].fill_(1e6);
        double[] after = attention.Attend(queries, attention.Project(states), mask, keepsWeights).Result.Doubles();

        // Then
        Assert.Equal(before, after);
    }

    // With every weight dropped, only the output's bias remains: both paths drop weights, and neither scales what it returns.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Dropout_drops_weights_in_training_but_not_from_those_returned(bool keepsWeights)
    {
        // Given
        using var scope = NewDisposeScope();
        var attention = Create(heads: 2, dropout: 0.5);
        var draw = new Draw(6, ScalarType.Float64);
        var (queries, states) = (draw.Values(1, 40, Width), draw.Values(1, 1, Width));
        manual_seed(1);

        // When: a single key, whose weight is 1, dropped or doubled per head and query.
        var (result, weights) = attention.Attend(queries, attention.Project(states), mask: null, keepsWeights);
        attention.eval();
        var (evaluated, _) = attention.Attend(queries, attention.Project(states), mask: null, keepsWeights);

        // Then: two heads make four different results; without dropout all are the same.
        Assert.Equal(4, result[0].Rows().Select(row => string.Join(' ', row.Select(value => value.ToString("F9", null)))).Distinct().Count());
        Assert.Single(evaluated[0].Rows().Select(row => string.Join(' ', row.Select(value => value.ToString("F9", null)))).Distinct());
        Assert.True(weights is null || weights.Doubles().All(weight => weight == 1));
    }

    private static MultiHeadAttention Create(int heads, double dropout = 0)
    {
        var attention = new MultiHeadAttention(Width, heads, dropout, CPU).WithWeights(7);
        attention.to(ScalarType.Float64);
        return attention;
    }
}
