using System.Runtime.InteropServices;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LibTorch.Tests.NN;

public sealed class EmbeddingTests
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
}
