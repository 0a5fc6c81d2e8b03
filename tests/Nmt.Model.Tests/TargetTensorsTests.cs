using static TorchSharp.torch;

namespace Nmt.Model.Tests;

public sealed class TargetTensorsTests
{
    [Fact]
    public void Input_is_shifted_by_the_beginning_of_sentence()
    {
        // Given
        using var scope = NewDisposeScope();

        // When
        var target = Draw.Target([5, 6, 2], [2], [7, 2]);

        // Then: row 2 reads its own end where the padding starts, which no real position sees.
        Assert.Equal([3L, 3], target.Input.shape);
        Assert.Equal([1L, 5, 6, 1, 2, 0, 1, 7, 2], target.Input.data<long>().ToArray());
    }

    [Fact]
    public void Real_positions_and_their_tokens_leave_out_padding_alone()
    {
        // Given
        using var scope = NewDisposeScope();

        // When
        var target = Draw.Target([5, 6, 2], [2], [7, 2]);

        // Then
        Assert.Equal(6, target.Tokens);
        Assert.Equal([0L, 1, 2, 3, 6, 7], target.RealPositions.data<long>().ToArray());
        Assert.Equal([5L, 6, 2, 2, 7, 2], target.RealOutput.data<long>().ToArray());
    }

    [Fact]
    public void Each_real_position_reads_the_token_before_the_one_it_predicts()
    {
        // Given
        using var scope = NewDisposeScope();
        var draw = new Draw(8);
        int[][] sentences = draw.Sentences(draw.Lengths(20, 9), vocabulary: 30);

        // When
        var target = Draw.Target(sentences);

        // Then
        long[] read = target.Input.view(-1).index_select(0, target.RealPositions).data<long>().ToArray();
        long[] predicted = target.RealOutput.data<long>().ToArray();
        Assert.Equal(sentences.SelectMany(sentence => sentence).Select(id => (long)id), predicted);
        Assert.Equal(sentences.SelectMany(sentence => sentence[..^1].Prepend(Draw.Bos)).Select(id => (long)id), read);
    }
}
