using Nmt.Model.Attention.Normalization;
using Nmt.Model.Tests.Naive;
using static TorchSharp.torch;

namespace Nmt.Model.Tests.Attention;

public sealed class NormalizationTests
{
    private const double Infinity = double.PositiveInfinity;

    public static TheoryData<double[]> Scores =>
    [
        [0.3],
        [1, 1, 1, 1],
        [0.1, -0.4, 0.9, 0.85, -2],
        [5, 0, 0],
        [-1000, -1001, -1000.5],
        [0.5, -Infinity, 0.4, -Infinity],
        [.. Enumerable.Range(0, 60).Select(i => Math.Sin(i * 1.7) * 1.5)],
    ];

    [Theory]
    [MemberData(nameof(Scores))]
    public void Sparsemax_equals_the_projection_found_by_bisection(double[] scores) =>
        AssertEqualsBisection(scores, 2, values => Sparsemax.apply(values));

    [Theory]
    [MemberData(nameof(Scores))]
    public void Entmax_equals_its_definition_solved_by_bisection(double[] scores) =>
        AssertEqualsBisection(scores, 1.5, values => Entmax15.apply(values));

    [Theory]
    [MemberData(nameof(Scores))]
    public void Gradients_of_sparsemax_equal_central_differences(double[] scores) => AssertGradients(scores, values => Sparsemax.apply(values));

    [Theory]
    [MemberData(nameof(Scores))]
    public void Gradients_of_entmax_equal_central_differences(double[] scores) => AssertGradients(scores, values => Entmax15.apply(values));

    [Fact]
    public void Sparsemax_has_more_zeros_than_entmax_and_softmax_has_none()
    {
        // Given
        using var scope = NewDisposeScope();
        var scores = new Draw(3).Values(20, 30) * 3;

        // When
        int[] zeros = [.. new[] { Sparsemax.apply(scores), Entmax15.apply(scores), scores.softmax(-1) }.Select(weights => weights.Doubles().Count(weight => weight == 0))];

        // Then
        Assert.True(zeros[0] > zeros[1] && zeros[1] > 0 && zeros[2] == 0, string.Join(' ', zeros));
    }

    private static void AssertEqualsBisection(double[] scores, double alpha, Func<Tensor, Tensor> normalize)
    {
        // Given
        using var scope = NewDisposeScope();

        // When: next to another row, and in single precision.
        var weights = normalize(stack([tensor(scores), zeros([scores.Length], ScalarType.Float64)]).unsqueeze(0));
        var single = normalize(tensor(scores, dtype: ScalarType.Float32).unsqueeze(0));

        // Then
        double[] expected = NaiveAttention.Entmax(scores, alpha);
        TensorAssert.Close(expected, weights.select(1, 0).Doubles(), 1e-12);
        TensorAssert.Close([.. Enumerable.Repeat(1.0 / scores.Length, scores.Length)], weights.select(1, 1).Doubles(), 1e-12);
        // A threshold near scores of -1000 has six digits after their subtraction from the largest.
        TensorAssert.Close(expected, single.Doubles(), 1e-4);
    }

    private static void AssertGradients(double[] scores, Func<Tensor, Tensor> normalize)
    {
        // Given
        using var scope = NewDisposeScope();
        var values = tensor(scores).unsqueeze(0).requires_grad_();
        var coefficients = new Draw(8, ScalarType.Float64).Values(1, scores.Length);

        // When
        (normalize(values) * coefficients).sum().backward();

        // Then: at finite scores; ties at the border of the support have no derivative, but these rows have none.
        int[] finite = [.. Enumerable.Range(0, scores.Length).Where(i => double.IsFinite(scores[i]))];
        double[] expected = FiniteDifferences.Of(values, finite, () => (normalize(values.detach()) * coefficients).sum().item<double>());
        double[] gradient = values.grad!.Doubles();
        TensorAssert.Close(expected, [.. finite.Select(i => gradient[i])], 1e-6);
    }
}
