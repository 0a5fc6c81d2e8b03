using Nmt.Model.Decoders;
using static TorchSharp.torch;

namespace Nmt.Model.Tests.Decoders;

public sealed class DecoderStateTests
{
    [Fact]
    public void Selected_rows_come_in_the_order_asked_and_as_often_as_asked()
    {
        // Given
        using var scope = NewDisposeScope();
        var draw = new Draw(5);
        var state = new DecoderState([draw.Values(3, 2), draw.Values(3, 2)], [draw.Values(3, 2), draw.Values(3, 2)], draw.Values(3, 2));
        long[] rows = [2, 0, 2, 1];

        // When
        var selected = state.Select(tensor(rows));

        // Then
        (Tensor Before, Tensor After)[] pairs =
        [
            .. state.Hidden.Zip(selected.Hidden), .. state.Cell.Zip(selected.Cell), (state.Attentional, selected.Attentional),
        ];
        Assert.Equal(5, pairs.Length);
        foreach (var (before, after) in pairs)
        {
            double[][] old = before.Rows();
            Assert.Equal(rows.Select(row => old[row]), after.Rows());
        }
    }

    [Fact]
    public void Moved_state_outlives_the_scope_it_was_made_in()
    {
        // Given
        using var outer = NewDisposeScope();
        DecoderState moved;

        // When
        using (NewDisposeScope())
        {
            var draw = new Draw(6);
            moved = new DecoderState([draw.Values(1, 2)], [draw.Values(1, 2)], draw.Values(1, 2)).MoveToOuterDisposeScope();
        }

        // Then
        Assert.All((Tensor[])[moved.Hidden[0], moved.Cell[0], moved.Attentional], tensor => Assert.False(tensor.IsInvalid));
    }
}
