using Nmt.Data.Batching;
using Nmt.TestKit;
using Nmt.Text;
using Nmt.Text.Corpora;

namespace Nmt.Data.Tests.Batching;

public sealed class ShardStreamTests : IDisposable
{
    private const int Pad = 0;
    private readonly NumberedCorpora _corpora = new NumberedCorpora().Add(null, false, 50, 30).Add(null, true, 20);

    public void Dispose() => _corpora.Dispose();

    [Fact]
    public void Shards_equal_those_of_the_reader_in_any_order_of_requests()
    {
        // Given
        var shards = NumberedCorpora.Shards(_corpora.Reader(30), epochs: 2);
        using var stream = Stream();
        foreach (int index in (int[])[0, 1, 2, 3, 4, 5, 2, 2, 7])
        {
            // When
            var read = stream.Read(shards[index].PositionAfter(0), shards[index].Batches.Count, CancellationToken.None);

            // Then
            Assert.Equal(NumberedCorpora.Text(shards[index]), Text(read.Own));
            Assert.Equal((shards[index].NextEpoch, shards[index].Next, 0), (read.Next.Epoch, read.Next.Shard, read.Next.Batch));
        }
    }

    // In every update, process r of N has batches r, r + N, r + 2N, ... of those that one process with N times as many batches has.
    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(7, 1)]
    public void Processes_together_read_what_one_process_reads_with_as_many_accumulated_batches(int processes, int perProcess)
    {
        // Given
        using var one = Stream();
        ShardStream[] streams = [.. Enumerable.Range(0, processes).Select(rank => Stream(rank, processes))];
        for (var position = BatchPosition.Beginning; position.Epoch < 2;)
        {
            // When
            var all = one.Read(position, perProcess * processes, CancellationToken.None);
            StreamedBatches[] shares = [.. streams.Select(stream => stream.Read(position, perProcess, CancellationToken.None))];

            // Then
            Assert.All(shares, share => Assert.Equal((all.Count, all.Next), (share.Count, share.Next)));
            Assert.All(streams, stream => Assert.Equal(one.UpdatesPerEpoch(perProcess * processes), stream.UpdatesPerEpoch(perProcess)));
            string[] expected = [.. all.Own.Select(batch => Text([batch]))];
            Assert.Equal(all.Count, expected.Length);
            Assert.Equal(expected, Enumerable.Range(0, all.Count).Select(i => Text([shares[i % processes].Own[i / processes]])));
            Assert.Equal(all.Count, shares.Sum(share => share.Own.Count));
            position = all.Next;
        }

        Array.ForEach(streams, stream => stream.Dispose());
    }

    [Fact]
    public void Batches_of_an_update_end_with_their_shard()
    {
        // Given
        var shard = NumberedCorpora.Shards(_corpora.Reader(30), epochs: 1)[0];
        int batches = shard.Batches.Count;
        using var stream = Stream();

        // When
        var before = stream.Read(BatchPosition.Beginning, batches - 1, CancellationToken.None);
        var last = stream.Read(before.Next, batches, CancellationToken.None);

        // Then
        Assert.Equal((batches - 1, shard.Start, batches - 1), (before.Count, before.Next.Shard, before.Next.Batch));
        Assert.Equal((1, shard.Next, 0), (last.Count, last.Next.Shard, last.Next.Batch));
        Assert.Equal(25.0 / 100, last.Next.EpochProgress);
    }

    [Fact]
    public void Shard_whose_pairs_are_all_skipped_has_no_batch_and_is_followed_by_the_next()
    {
        // Given: four pairs in shards of two; the first two are empty
        using var folder = new TemporaryFolder();
        var files = SomeCorpus.FilesOf(folder, "\n\na\nb\n", "a\nb\na\nb\n");
        var corpora = TrainingCorpora.Scan([new CorpusConfig { Source = files.Source, Target = files.Target }], new());
        var reader = new ShardReader(corpora, new PairEncoder(new(new SomeCorpus.Characters()), null, 1), new ShardOptions(2, 10, 100, 1));
        using var stream = new ShardStream(reader, Pad);

        // When
        var none = stream.Read(BatchPosition.Beginning, 1, CancellationToken.None);
        var some = stream.Read(none.Next, 1, CancellationToken.None);

        // Then
        Assert.Equal((0, 0, 0.5), (none.Count, none.Next.Epoch, none.Next.EpochProgress));
        Assert.Equal((1, 1, 1.0), (some.Count, some.Next.Epoch, some.Next.EpochProgress));
    }

    [Fact]
    public void Shard_that_was_prepared_is_the_one_that_is_read()
    {
        // Given
        using var stream = Stream();
        stream.Prepare(BatchPosition.Beginning, CancellationToken.None);
        Delete();

        // When
        var read = stream.Read(BatchPosition.Beginning, 1000, CancellationToken.None);

        // Then
        Assert.Equal(25, read.Own.Sum(batch => batch.Sentences));
    }

    [Fact]
    public void Background_error_is_reported_when_the_shard_is_read()
    {
        // Given: a target that ends in the second shard
        using var stream = Stream();
        File.WriteAllText(FirstFile(), string.Concat(File.ReadLines(FirstFile()).Take(25).Select(line => line + "\n")));
        var first = stream.Read(BatchPosition.Beginning, 1000, CancellationToken.None);

        // When
        var error = Assert.Throws<DataException>(() => stream.Read(first.Next, 1, CancellationToken.None));

        // Then
        Assert.EndsWith("has changed: it has fewer than the 50 lines counted before training", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Position_in_different_data_is_rejected()
    {
        // Given
        using var others = new NumberedCorpora().Add(null, false, 99);
        using var stream = Stream();
        var position = NumberedCorpora.Shards(others.Reader(30), epochs: 1)[1].PositionAfter(0);

        // When
        var error = Assert.Throws<DataException>(() => stream.Prepare(position, CancellationToken.None));

        // Then
        Assert.Equal(
            "the training corpora have 100 pairs, but had 99 when the run's checkpoint was written: a run resumes only with the same data", error.Message);
    }

    [Fact]
    public void Cancelled_wait_ends_and_the_stream_can_be_disposed()
    {
        // Given
        using var stream = Stream();
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        // When
        void Read() => stream.Read(BatchPosition.Beginning, 1, cancelled.Token);

        // Then
        Assert.ThrowsAny<OperationCanceledException>(Read);
    }

    private ShardStream Stream(int rank = 0, int processes = 1) => new(_corpora.Reader(30), Pad) { Rank = rank, Processes = processes };

    private static string Text(IEnumerable<Batch> batches) =>
        string.Join('\n', batches.Select(batch => $"{string.Join(' ', batch.Source.Ids)} | {string.Join(' ', batch.Target.Ids)}"));

    private string FirstFile() => _corpora.Count().Corpora[0].Files[0].Files.Target;

    private void Delete()
    {
        foreach (string file in Directory.GetFiles(Path.GetDirectoryName(FirstFile())!))
        {
            File.Delete(file);
        }
    }
}
