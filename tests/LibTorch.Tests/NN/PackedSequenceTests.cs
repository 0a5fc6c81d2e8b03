using System.Runtime.InteropServices;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.utils.rnn;

namespace LibTorch.Tests.NN;

public sealed class PackedSequenceTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Packing_and_padding_again_gives_the_batch_with_its_padding_replaced(bool batchFirst)
    {
        // Given
        using var scope = NewDisposeScope();
        long[] lengths = [2, 4, 1];
        var batch = Drawn.Tensor(1, 3, 4, 2);

        // When
        var packed = pack_padded_sequence(batchFirst ? batch : batch.transpose(0, 1), tensor(lengths), batchFirst, enforce_sorted: false);
        var (padded, paddedLengths) = pad_packed_sequence(packed, batch_first: true, padding_value: 9, total_length: 6);

        // Then
        Assert.Equal([3L, 2L, 1L, 1L], packed.batch_sizes.data<long>().ToArray());
        Assert.Equal([3L, 6L, 2L], padded.shape);
        Assert.Equal(lengths, paddedLengths.data<long>().ToArray());
        for (var b = 0; b < 3; b++)
        {
            var length = lengths[b];
            Assert.True(padded[b].narrow(0, 0, length).allclose(batch[b].narrow(0, 0, length), rtol: 0, atol: 0));
            Assert.True(padded[b].narrow(0, length, 6 - length).eq(9).all().item<bool>());
        }
    }

    [Fact]
    public void Sorted_lengths_keep_the_order_without_indices()
    {
        using var scope = NewDisposeScope();

        var packed = pack_padded_sequence(Drawn.Tensor(1, 4, 2, 3), tensor([4L, 2L]));

        Assert.Null(packed.sorted_indices);
        Assert.Null(packed.unsorted_indices);
        Assert.Equal([6L, 3L], packed.data.shape);
    }

    [Theory]
    [InlineData(new long[] { 1, 2 }, "sorted in decreasing order")]
    [InlineData(new long[] { 2, 0 }, "greater than 0")]
    [InlineData(new long[] { 5, 2 }, "a length exceeds the 4 steps of the input")]
    [InlineData(new long[] { 2 }, "the lengths must be [2], not [1]")]
    public void Wrong_lengths_are_refused(long[] lengths, string reason)
    {
        using var scope = NewDisposeScope();

        var error = Assert.Throws<ExternalException>(() => pack_padded_sequence(zeros(4, 2, 3), tensor(lengths)));

        Assert.StartsWith("pack_padded_sequence of [4, 2, 3] and ", error.Message);
        Assert.Contains(reason, error.Message);
    }

    [Fact]
    public void Sequences_are_padded_to_the_longest()
    {
        using var scope = NewDisposeScope();

        var padded = pad_sequence([tensor([1.0]), tensor([2.0, 3.0])], batch_first: true, padding_value: -1);
        var packed = pack_sequence([tensor([1.0]), tensor([2.0, 3.0])], enforce_sorted: false);

        Assert.Equal([1.0, -1, 2, 3], padded.data<double>().ToArray());
        Assert.Equal([2.0, 1, 3], packed.data.data<double>().ToArray());
    }

    [Fact]
    public void A_packed_sequence_belongs_to_its_dispose_scope_until_it_is_moved()
    {
        // Given
        PackedSequence kept;
        PackedSequence lost;
        using (NewDisposeScope())
        {
            var batch = Drawn.Tensor(1, 3, 4, 2);
            var lengths = tensor([2L, 4L, 1L]);

            // When
            lost = pack_padded_sequence(batch, lengths, true, false);
            kept = pack_padded_sequence(batch, lengths, true, false).MoveToOuterDisposeScope();
        }

        // Then
        Assert.True(lost.data.IsInvalid && lost.batch_sizes.IsInvalid && lost.sorted_indices!.IsInvalid);
        Assert.Equal([7L, 2L], kept.data.shape);
        kept.Dispose();
        Assert.True(kept.data.IsInvalid && kept.unsorted_indices!.IsInvalid);
    }
}
