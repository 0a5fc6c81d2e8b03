using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LibTorch.Tests.NN;

public sealed class LayerTests
{
    [Fact]
    public void Embedding_looks_rows_up_and_leaves_the_padding_row_without_gradient()
    {
        // Given
        using var scope = NewDisposeScope();
        using var embedding = Embedding(4, 3, padding_idx: 1);
        var indices = tensor(new long[] { 0, 1, 3, 3 }, [2, 2]);

        // When
        var vectors = embedding.call(indices);
        vectors.sum().backward();

        // Then
        Assert.Equal([2L, 2L, 3L], vectors.shape);
        Assert.True(vectors[1, 0].allclose(embedding.weight[3]));
        Assert.Equal(0f, embedding.weight[1].abs().sum().item<float>());
        Assert.Equal([1f, 0f, 0f, 2f], embedding.weight.grad!.select(1, 0).contiguous().data<float>().ToArray());
    }

    [Fact]
    public void Embedding_refuses_an_index_outside_its_table()
    {
        // Given
        using var scope = NewDisposeScope();
        using var embedding = Embedding(4, 3);

        // When
        var error = Assert.Throws<ExternalException>(() => embedding.call(tensor([0L, 4L])));

        // Then
        Assert.StartsWith("embedding of [4, 3] and [2]: index out of range", error.Message);
    }

    [Fact]
    public void Embedding_refuses_what_it_does_not_offer()
    {
        Assert.Throws<NotSupportedException>(() => Embedding(4, 3, max_norm: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Embedding(4, 3, padding_idx: 4));
    }

    [Fact]
    public void Embedding_from_pretrained_is_a_frozen_copy()
    {
        // Given
        using var scope = NewDisposeScope();
        var table = Drawn.Tensor(1, 4, 3);

        // When
        using var embedding = Embedding_from_pretrained(table);
        table.fill_(0);

        // Then
        Assert.False(embedding.weight.requires_grad);
        Assert.True(embedding.weight.allclose(Drawn.Tensor(1, 4, 3)));
    }

    [Fact]
    public void Embedding_gradients_equal_finite_differences()
    {
        // Given
        using var scope = NewDisposeScope();
        using var embedding = Drawn.Fill(Embedding(5, 3, dtype: ScalarType.Float64));
        var indices = tensor([4L, 0L, 4L]);
        var weight = Drawn.Tensor(2, 3, 3);

        // When, then
        NumericGradient.AssertEqual(() => (embedding.call(indices).square() * weight).sum(), embedding.weight);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Linear_equals_loops(bool bias)
    {
        // Given
        using var scope = NewDisposeScope();
        using var linear = Drawn.Fill(Linear(3, 2, bias, null, ScalarType.Float64));
        var x = Drawn.Tensor(5, 4, 3);

        // When
        var y = linear.call(x);

        // Then
        for (var row = 0; row < 4; row++)
        {
            for (var unit = 0; unit < 2; unit++)
            {
                var expected = bias ? linear.bias![unit].item<double>() : 0;
                for (var k = 0; k < 3; k++)
                {
                    expected += linear.weight[unit, k].item<double>() * x[row, k].item<double>();
                }

                Assert.Equal(expected, y[row, unit].item<double>(), 1e-12);
            }
        }
    }

    [Fact]
    public void Linear_refuses_other_features_with_both_shapes()
    {
        // Given
        using var scope = NewDisposeScope();
        using var linear = Linear(3, 2);

        // When
        var error = Assert.Throws<ExternalException>(() => linear.call(zeros(4, 5)));

        // Then
        Assert.StartsWith("linear of [4, 5] and [2, 3] and [2]: mat1 and mat2 shapes cannot be multiplied", error.Message);
    }

    [Fact]
    public void A_tied_weight_is_one_parameter_with_two_names_and_both_gradients()
    {
        // Given
        using var scope = NewDisposeScope();
        using var model = new TiedModel();

        // When
        model.call(tensor([1L, 2L])).sum().backward();

        // Then
        Assert.Equal(["embedding.weight"], model.named_parameters().Select(entry => entry.name));
        Assert.Equal(["embedding.weight", "output.weight"], model.state_dict().Keys.Order());
        Assert.Same(model.Embedding.weight, model.Output.weight);
    }

    [Fact]
    public void A_tied_weight_stays_tied_after_a_move()
    {
        // Given
        using var model = new TiedModel();

        // When
        model.to(ScalarType.Float64);

        // Then
        Assert.Equal(ScalarType.Float64, model.Embedding.weight.dtype);
        Assert.Same(model.Embedding.weight, model.Output.weight);
    }

    [Fact]
    public void Layer_norm_equals_loops()
    {
        // Given
        using var scope = NewDisposeScope();
        using var norm = Drawn.Fill(LayerNorm(4, eps: 1e-3, dtype: ScalarType.Float64));
        var x = Drawn.Tensor(3, 3, 4);

        // When
        var y = norm.call(x);

        // Then
        for (var row = 0; row < 3; row++)
        {
            var values = Drawn.Values(x[row]);
            var mean = values.Average();
            var variance = values.Select(value => (value - mean) * (value - mean)).Average();
            for (var k = 0; k < 4; k++)
            {
                var expected = ((values[k] - mean) / Math.Sqrt(variance + 1e-3) * norm.weight![k].item<double>())
                    + norm.bias![k].item<double>();
                Assert.Equal(expected, y[row, k].item<double>(), 1e-12);
            }
        }
    }

    [Fact]
    public void Layer_norm_gradients_equal_finite_differences()
    {
        // Given
        using var scope = NewDisposeScope();
        using var norm = Drawn.Fill(LayerNorm(4, dtype: ScalarType.Float64));
        var x = Drawn.Tensor(3, 3, 4).requires_grad_();
        var weight = Drawn.Tensor(4, 3, 4);

        // When, then
        NumericGradient.AssertEqual(() => (norm.call(x) * weight).sum(), [x, .. norm.parameters()]);
    }

    [Fact]
    public void Layer_norm_without_affine_part_has_no_parameters()
    {
        using var plain = LayerNorm(4, elementwise_affine: false);
        using var withoutBias = LayerNorm([2, 4], bias: false);

        Assert.Empty(plain.parameters());
        Assert.Equal(["weight"], withoutBias.state_dict().Keys);
    }

    [Fact]
    public void Dropout_zeroes_its_share_and_scales_the_rest()
    {
        // Given
        using var scope = NewDisposeScope();
        using var dropout = Dropout(0.25);
        const int Count = 200_000;
        var x = ones(Count);

        // When
        var values = dropout.call(x).data<float>().ToArray();

        // Then: five standard deviations of a binomial share, sqrt(0.25 * 0.75 / n)
        var zeroShare = values.Count(value => value == 0) / (double)Count;
        Assert.Equal(0.25, zeroShare, 5 * Math.Sqrt(0.25 * 0.75 / Count));
        Assert.All(values.Where(value => value != 0).Take(100), value => Assert.Equal(1 / 0.75f, value, 1e-6f));
    }

    [Fact]
    public void Dropout_changes_nothing_in_evaluation()
    {
        // Given
        using var scope = NewDisposeScope();
        using var dropout = Dropout(0.9);
        dropout.eval();
        var x = Drawn.Tensor(1, 100);

        // When
        var y = dropout.call(x);

        // Then
        Assert.True(y.allclose(x, rtol: 0, atol: 0));
    }

    [Fact]
    public void Dropout_in_place_changes_and_returns_its_input()
    {
        // Given
        using var scope = NewDisposeScope();
        using var dropout = Dropout(1, inplace: true);
        var x = ones(10);

        // When
        var y = dropout.call(x);

        // Then
        Assert.Same(x, y);
        Assert.Equal(0f, x.sum().item<float>());
    }

    private sealed class TiedModel : Module<Tensor, Tensor>
    {
        private readonly TorchSharp.Modules.Embedding embedding = nn.Embedding(4, 3);
        private readonly TorchSharp.Modules.Linear output = nn.Linear(3, 4, hasBias: false);

        internal TiedModel()
            : base(nameof(TiedModel))
        {
            output.weight = embedding.weight;
            RegisterComponents();
        }

        internal TorchSharp.Modules.Embedding Embedding => embedding;

        internal TorchSharp.Modules.Linear Output => output;

        public override Tensor forward(Tensor input) => output.call(embedding.call(input));
    }
}
