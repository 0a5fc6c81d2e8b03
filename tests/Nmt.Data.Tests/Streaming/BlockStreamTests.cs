using Nmt.Data.Streaming;
using Nmt.Text;

namespace Nmt.Data.Tests.Streaming;

public sealed class BlockStreamTests : IDisposable
{
    private readonly NumberedCorpora _corpora = new NumberedCorpora().Add(null, false, 50, 30).Add(null, true, 20);

    public void Dispose() => _corpora.Dispose();

    [Fact]
    public void Blocks_are_those_of_the_reader_whatever_the_order_in_which_they_are_asked_for()
    {
        // Given
        var blocks = NumberedCorpora.Blocks(_corpora.Reader(30), epochs: 2);
        using var stream = new BlockStream(_corpora.Reader(30));
        foreach (var index in (int[])[0, 1, 2, 3, 4, 5, 2, 2, 7])
        {
            // When
            var taken = stream.Take(blocks[index].Epoch, blocks[index].Start, CancellationToken.None);

            // Then
            Assert.Equal(NumberedCorpora.Text(blocks[index]), NumberedCorpora.Text(taken));
        }
    }

    [Fact]
    public void Block_that_was_prepared_is_the_one_that_is_taken()
    {
        // Given
        using var stream = new BlockStream(_corpora.Reader(30));
        stream.Prepare(0, stream.Beginning, CancellationToken.None);
        Delete();

        // When
        var block = stream.Take(0, stream.Beginning, CancellationToken.None);

        // Then
        Assert.Equal(25, block.Corpus.Count);
    }

    [Fact]
    public void What_goes_wrong_in_the_background_is_said_when_the_block_is_taken()
    {
        // Given: a target that ends in the second block
        using var stream = new BlockStream(_corpora.Reader(30));
        File.WriteAllText(FirstFile(), string.Concat(File.ReadLines(FirstFile()).Take(25).Select(line => line + "\n")));
        var first = stream.Take(0, stream.Beginning, CancellationToken.None);

        // When
        var error = Assert.Throws<DataException>(() => stream.Take(first.NextEpoch, first.Next, CancellationToken.None));

        // Then
        Assert.EndsWith("has changed: fewer than the 50 lines that were counted before training", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cancelled_wait_ends_and_the_stream_can_be_disposed_of()
    {
        // Given
        using var stream = new BlockStream(_corpora.Reader(30));
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        // When
        void Take() => stream.Take(0, stream.Beginning, cancelled.Token);

        // Then
        Assert.ThrowsAny<OperationCanceledException>(Take);
    }

    private string FirstFile() => _corpora.Count().FirstFiles.Target;

    private void Delete()
    {
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(FirstFile())!))
        {
            File.Delete(file);
        }
    }
}
