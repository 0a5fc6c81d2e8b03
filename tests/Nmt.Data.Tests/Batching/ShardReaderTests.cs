using Nmt.Data.Batching;
using Nmt.Text;
using Nmt.Text.Corpora;
using Nmt.Text.SubwordTraining;
using Nmt.Text.Subwords.Sampling;
using Nmt.Text.Subwords.SentencePiece;

namespace Nmt.Data.Tests.Batching;

public sealed class ShardReaderTests
{
    [Theory]
    [InlineData(1_000_000, 1)]
    [InlineData(570, 1)]
    [InlineData(569, 2)]
    [InlineData(100, 6)]
    [InlineData(1, 570)]
    public void Without_weights_every_pair_occurs_once_per_epoch_in_shards_that_fit_the_buffer(int buffer, int shardsOfEpoch)
    {
        // Given
        using var corpora = new NumberedCorpora().Add(null, false, 300, 7, 1).Add(null, true, 50, 200).Add(null, false, 12);

        // When
        var shards = NumberedCorpora.Shards(corpora.Reader(buffer), epochs: 2);

        // Then
        Assert.Equal(2 * shardsOfEpoch, shards.Count);
        Assert.All(shards, shard => Assert.InRange(shard.Drawn, 1, buffer));
        Assert.InRange(shards.Max(shard => shard.Drawn) - shards.Min(shard => shard.Drawn), 0, shardsOfEpoch);
        foreach (var epoch in shards.GroupBy(shard => shard.Epoch))
        {
            Assert.Equal(corpora.Names.Order(StringComparer.Ordinal), epoch.SelectMany(NumberedCorpora.NamesOf).Order(StringComparer.Ordinal));
        }
    }

    // Here the reader itself continues from shard to shard; the mixer of every shard starts at its position.
    [Theory]
    [InlineData(null, null)]
    [InlineData(3.0, 0.5)]
    public void Shard_can_be_read_again_from_its_position_by_another_reader(double? first, double? second)
    {
        // Given
        using var corpora = new NumberedCorpora().Add(first, false, 90, 3, 30).Add(second, true, 25, 40);
        var shards = NumberedCorpora.Shards(corpora.Reader(17), epochs: 3);

        foreach (var shard in shards)
        {
            // When
            var again = corpora.Reader(17).Read(shard.Epoch, shard.Start, CancellationToken.None);

            // Then
            Assert.Equal(NumberedCorpora.Text(shard), NumberedCorpora.Text(again));
            Assert.Equal((shard.Next, shard.Counts), (again.Next, again.Counts));
        }
    }

    [Theory]
    [InlineData(1_000, null, true)]
    [InlineData(100, null, true)]
    [InlineData(99, null, false)]
    [InlineData(1_000, 2.0, false)]
    public void Pairs_stay_in_memory_if_every_epoch_is_the_same_single_shard(int buffer, double? weight, bool expected)
    {
        // Given
        using var corpora = new NumberedCorpora().Add(weight, false, 60, 40);
        var reader = corpora.Reader(buffer);
        bool before = reader.HoldsWholeCorpus;

        // When
        NumberedCorpora.Shards(reader, epochs: 1);

        // Then
        Assert.False(before);
        Assert.Equal(expected, reader.HoldsWholeCorpus);
    }

    [Fact]
    public void Pairs_are_drawn_in_the_ratio_of_the_weights_in_every_part_of_an_epoch()
    {
        // Given: 100 and 300 pairs, drawn 3 to 1
        using var corpora = new NumberedCorpora().Add(3, false, 60, 40).Add(1, false, 300);

        // When
        var shards = NumberedCorpora.Shards(corpora.Reader(40), epochs: 2);

        // Then: an epoch is 400 pairs, each shard of 40 has 30 of the first corpus
        Assert.Equal(20, shards.Count);
        Assert.All(shards, shard => Assert.Equal(30, NumberedCorpora.NamesOf(shard).Count(name => name[0] == 'a')));
        // The first corpus, of 100 pairs, is read six times in two epochs; the second continues where the previous epoch ended.
        var drawn = shards.SelectMany(NumberedCorpora.NamesOf).CountBy(name => name).ToDictionary();
        Assert.All(corpora.Names.Take(100), name => Assert.Equal(6, drawn[name]));
        Assert.Equal(corpora.Names.Skip(100).Take(200).Order(StringComparer.Ordinal), drawn.Keys.Where(name => name[0] == 'b').Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Shard_mixes_corpora_in_proportion_to_their_sizes()
    {
        // Given
        using var corpora = new NumberedCorpora().Add(null, false, 300).Add(null, false, 100);

        // When
        var shards = NumberedCorpora.Shards(corpora.Reader(40), epochs: 1);

        // Then
        Assert.All(shards, shard => Assert.Equal(30, NumberedCorpora.NamesOf(shard).Count(name => name[0] == 'a')));
    }

    [Fact]
    public void Epochs_and_shards_have_different_orders()
    {
        // Given
        using var corpora = new NumberedCorpora().Add(null, false, 200);

        // When: the position of each pair in its shard, in the order of training
        string[] orders =
        [
            .. NumberedCorpora.Shards(corpora.Reader(100, batchTokens: 1), epochs: 2)
                .Select(shard => string.Join(',', shard.Batches.SelectMany(batch => batch))),
        ];

        // Then
        Assert.Equal(4, orders.Distinct().Count());
    }

    [Fact]
    public void Empty_and_long_pairs_are_skipped_and_counted_with_their_first_line()
    {
        // Given
        using var folder = new TestKit.TemporaryFolder();
        var files = SomeCorpus.FilesOf(folder, "a\n\nabcd\nb\nab\n  \nabc\n?\n", "a\nb\nc\nabcd\nab\nc\nabc\na\n");
        var corpora = TrainingCorpora.Scan([new CorpusConfig { Source = files.Source, Target = files.Target }], new());
        var reader = new ShardReader(corpora, new PairEncoder(new(new SomeCorpus.Characters()), null, 1), new ShardOptions(3, 3, 100, 1));

        // When
        var counts = NumberedCorpora.Shards(reader, epochs: 1).Select(shard => shard.Counts).Aggregate((sum, shard) => sum.And(shard));

        // Then: three letters are not too long, because the end of sentence does not count
        Assert.Equal((4, 11, 11, 1, 0), (counts.Pairs, counts.SourceTokens, counts.TargetTokens, counts.UnknownSource, counts.UnknownTarget));
        Assert.Equal((2, files.Source, 2), (counts.Empty.Count, counts.Empty.FirstFile, counts.Empty.FirstLine));
        Assert.Equal((2, files.Source, 3), (counts.TooLong.Count, counts.TooLong.FirstFile, counts.TooLong.FirstLine));
    }

    [Fact]
    public void Sampling_depends_on_seed_epoch_and_position_and_not_on_the_reader()
    {
        // Given
        using var corpora = new NumberedCorpora().Add(null, false, 60);
        var model = SubwordTrainer.Train(new SubwordsConfig { VocabularySize = 60, CharacterCoverage = 1 }.ToTrainingOptions(), corpora.Count().Text()).Model;
        ShardReader Reader(int seed, double alpha) =>
            corpora.Reader(20, new PairEncoder(new(new SentencePieceTokenizer(model)), new SubwordRegularizationConfig { Alpha = alpha }, seed));
        var shards = NumberedCorpora.Shards(Reader(1, 0.5), epochs: 2);

        // When
        string[] again = [.. shards.AsEnumerable().Reverse().Select(shard => NumberedCorpora.Text(Reader(1, 0.5).Read(shard.Epoch, shard.Start, default)))];

        // Then
        Assert.Equal(shards.Select(NumberedCorpora.Text).Reverse(), again);
        string first = Lines(shards[0]);
        Assert.NotEqual(first, Lines(shards[3]));
        Assert.NotEqual(first, Lines(Reader(2, 0.5).Read(0, shards[0].Start, default)));
        Assert.NotEqual(first, Lines(Reader(1, 0).Read(0, shards[0].Start, default)));
        Assert.Equal(Lines(Reader(1, 0).Read(0, shards[0].Start, default)), Lines(Reader(2, 0).Read(7, shards[0].Start, default)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void One_side_can_be_sampled_while_the_other_is_always_segmented_alike(bool isSource)
    {
        // Given: a model of the other side that cannot be sampled.
        var model = SubwordTrainer.Train(
            new SubwordsConfig { VocabularySize = 20 }.ToTrainingOptions() with { HardVocabularyLimit = false }, ["abab abab", "baba ab"]).Model;
        var (sampled, plain) = (new SentencePieceTokenizer(model), new SomeCorpus.Characters());
        var sampling = new SubwordRegularizationConfig { Alpha = 0.5 };
        var encoder = isSource
            ? new PairEncoder(new(sampled, plain), new Sides<SubwordRegularizationConfig?>(sampling, null), seed: 1)
            : new PairEncoder(new(plain, sampled), new Sides<SubwordRegularizationConfig?>(null, sampling), seed: 1);

        // When
        var pairs = Enumerable.Range(0, 30).Select(draw => encoder.Encode("abab abab", "abab abab", epoch: 0, draw)).ToList();

        // Then
        Assert.True(encoder.IsSampled);
        int[][] random = [.. pairs.Select(pair => isSource ? pair.Source : pair.Target)];
        int[][] same = [.. pairs.Select(pair => isSource ? pair.Target : pair.Source)];
        Assert.True(random.Select(ids => string.Join(' ', ids)).Distinct().Count() > 3);
        Assert.All(random, ids => Assert.Equal("abab abab", sampled.Decode(ids)));
        Assert.All(same, ids => Assert.Equal(plain.Encode("abab abab"), ids));
    }

    [Fact]
    public void Sampling_with_a_model_that_has_only_one_segmentation_is_rejected()
    {
        var error = Assert.Throws<DataException>(() => new PairEncoder(new(new SomeCorpus.Characters()), new SubwordRegularizationConfig(), 1));

        Assert.Equal("subwords.sampling needs a unigram or BPE model; this subword model has only one segmentation per line", error.Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void File_that_became_shorter_since_it_was_counted_is_an_error(int lines)
    {
        // Given
        using var folder = new TestKit.TemporaryFolder();
        string text = string.Concat(Enumerable.Repeat("ab\n", 10));
        var files = SomeCorpus.FilesOf(folder, text, text);
        var corpora = TrainingCorpora.Scan([new CorpusConfig { Source = files.Source, Target = files.Target }], new());
        File.WriteAllText(files.Target, text[..(3 * lines)]);
        var reader = new ShardReader(corpora, new PairEncoder(new(new SomeCorpus.Characters()), null, 1), new ShardOptions(100, 10, 100, 1));

        // When
        var error = Assert.Throws<DataException>(() => reader.Read(0, reader.Beginning, default));

        // Then
        Assert.Equal(
            $"{files.Source} or {files.Target} has changed: it has fewer than the 10 lines counted before training", error.Message);
    }

    /// <summary>The ids of the shard's pairs in reading order.</summary>
    private static string Lines(Shard shard) =>
        string.Join('\n', Enumerable.Range(0, shard.Corpus.Count).Select(i => string.Join(' ', shard.Corpus.Source(i).ToArray())));
}
