using static TorchSharp.torch;

namespace Nmt.Model.Tests;

public sealed class SourceTensorsTests
{
    [Fact]
    public void Ids_lengths_and_padding_describe_the_batch()
    {
        // Given
        using var scope = NewDisposeScope();

        // When
        var source = Draw.Source([5, 6, 2], [2], [7, 2]);

        // Then
        Assert.Equal(3, source.Batch);
        Assert.Equal([3L, 3], source.Ids.shape);
        Assert.Equal([5L, 6, 2, 2, 0, 0, 7, 2, 0], source.Ids.data<long>().ToArray());
        Assert.Equal([3L, 1, 2], source.Lengths.data<long>().ToArray());
        Assert.Equal([3L, 1, 3], source.Padding.shape);
        Assert.Equal([false, false, false, false, true, true, false, false, true], source.Padding.data<bool>().ToArray());
    }
}
