using Nmt.TestKit;
using Nmt.Text.Corpora;

namespace Nmt.Text.Tests.Corpora;

public sealed class ParallelCorpusTests
{
    [Fact]
    public void Both_sides_are_ids_with_end_of_sentence()
    {
        // Given
        var corpus = SomeCorpus.Of("ab\nc\n", "d\nefg\n");

        // When
        int[][] sides = [.. Enumerable.Range(0, 2).SelectMany(i => new[] { corpus.Source(i).ToArray(), corpus.Target(i).ToArray() })];

        // Then
        Assert.Equal([[4, 5, 3], [7, 3], [6, 3], [8, 9, 10, 3]], sides);
        Assert.Equal((2, 5, 6), (corpus.Count, corpus.SourceTokens, corpus.TargetTokens));
    }

    [Fact]
    public void Empty_and_long_pairs_are_left_out_and_counted_with_their_first_line()
    {
        // Given
        const string source = "a\n\nabcd\nb\nab\n  \n";
        const string target = "a\nb\nc\nabcd\nab\nc\n";

        // When
        var corpus = SomeCorpus.Of(source, target, maxLength: 3);

        // Then
        Assert.Equal([1, 5], Enumerable.Range(0, corpus.Count).Select(corpus.LineNumber));
        Assert.Equal(new SkippedPairs(2, 2), corpus.SkippedEmpty);
        Assert.Equal(new SkippedPairs(2, 3), corpus.SkippedTooLong);
    }

    [Fact]
    public void Longest_allowed_length_does_not_count_the_end_of_sentence()
    {
        // Given
        const string line = "abc\n";

        // When
        var corpus = SomeCorpus.Of(line, line, maxLength: 3);

        // Then
        Assert.Equal(1, corpus.Count);
        Assert.Equal(default, corpus.SkippedTooLong);
    }

    [Theory]
    [InlineData("a\nb\nc\nd\n", "a\n", 4, 1)]
    [InlineData("a\n", "a\nb\nc\n", 1, 3)]
    [InlineData("", "a\n", 0, 1)]
    public void Sides_of_different_length_are_refused_with_both_counts(string source, string target, int sourceLines, int targetLines)
    {
        // Given
        using var folder = new TemporaryFolder();
        var files = SomeCorpus.FilesOf(folder, source, target);

        // When
        var error = Assert.Throws<DataException>(() => ParallelCorpus.Load(files, new SomeCorpus.Characters(), 10));

        // Then
        Assert.Equal(
            $"the two sides differ in length: {files.Source} has {sourceLines} lines, {files.Target} has {targetLines}", error.Message);
    }

    [Fact]
    public void Corpus_without_a_usable_pair_is_refused()
    {
        // Given
        using var folder = new TemporaryFolder();
        var files = SomeCorpus.FilesOf(folder, "\nabc\n", "a\nb\n");

        // When
        var error = Assert.Throws<DataException>(() => ParallelCorpus.Load(files, new SomeCorpus.Characters(), 2));

        // Then
        Assert.Equal(
            $"no sentence pair is left of {files.Source} and {files.Target}: 1 pairs have an empty side, 1 are longer than 2 subwords",
            error.Message);
    }

    [Fact]
    public void Cancelled_load_stops()
    {
        // Given
        using var folder = new TemporaryFolder();
        var files = SomeCorpus.FilesOf(folder, "a\n", "a\n");
        using var source = new CancellationTokenSource();
        source.Cancel();

        // When
        void Load() => ParallelCorpus.Load(files, new SomeCorpus.Characters(), 2, source.Token);

        // Then
        Assert.Throws<OperationCanceledException>(Load);
    }

    [Fact]
    public void Batch_is_padded_at_the_end_of_short_sentences()
    {
        // Given
        var corpus = SomeCorpus.Of("ab\nc\nabc\n", "d\nefg\nd\n");

        // When
        var batch = corpus.Batch([1, 0], corpus.SourceTokens);

        // Then: the padding here is 9, the number of source ids
        Assert.Equal([6L, 3L, 9L, 4L, 5L, 3L], batch.Source.Ids);
        Assert.Equal([8L, 9L, 10L, 3L, 7L, 3L, 9L, 9L], batch.Target.Ids);
        Assert.Equal([2, 3], batch.Source.Lengths);
        Assert.Equal([4, 2], batch.Target.Lengths);
        Assert.Equal((3, 4), (batch.Source.Width, batch.Target.Width));
        Assert.Equal((2, 5, 6), (batch.Sentences, batch.SourceTokens, batch.TargetTokens));
        Assert.Equal([1, 0], batch.Indices);
    }

    [Fact]
    public void No_sentences_make_an_empty_rectangle()
    {
        // Given
        int[][] sentences = [];

        // When
        var ids = PaddedIds.From(sentences, 0);

        // Then
        Assert.Equal((0, 0, 0), (ids.Ids.Length, ids.Width, ids.Sentences));
    }
}
