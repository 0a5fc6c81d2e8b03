using Nmt.Data.Batching;
using Nmt.Text;
using Nmt.Text.Subwords;

namespace Nmt.Data.Tests.Batching;

public sealed class ParallelCorpusTests
{
    [Fact]
    public void Both_sides_are_ids_with_end_of_sentence()
    {
        // Given
        var corpus = SomeCorpus.Create("ab\nc\n", "d\nefg\n");

        // When
        int[][] sides = [.. Enumerable.Range(0, 2).SelectMany(i => new[] { corpus.Source(i).ToArray(), corpus.Target(i).ToArray() })];

        // Then
        Assert.Equal([[4, 5, 3], [7, 3], [6, 3], [8, 9, 10, 3]], sides);
        Assert.Equal((2, 5, 6), (corpus.Count, corpus.SourceTokens, corpus.TargetTokens));
    }

    // Ids are stored in chunks of 65,536: sentences around a chunk boundary, and one that is larger than a chunk.
    [Fact]
    public void Sentences_of_any_length_keep_their_ids()
    {
        // Given
        var random = new SeededRandom(1);
        int[][] sentences = [.. new[] { 65_534, 1, 70_000, 65_535, 65_536, 3 }.Concat(Enumerable.Repeat(29, 5000))
            .Select(length => (int[])[.. Enumerable.Range(0, length).Select(_ => random.NextInt(100))])];
        var pairs = new ParallelCorpus.Builder(eos: 100);

        // When
        foreach (int[] sentence in sentences)
        {
            pairs.Add(sentence, sentence.AsSpan(0, 1));
        }

        // Then
        var corpus = pairs.Build();
        Assert.All(sentences.Index(), item => Assert.Equal([.. item.Item, 100], corpus.Source(item.Index).ToArray()));
        Assert.All(sentences.Index(), item => Assert.Equal([item.Item[0], 100], corpus.Target(item.Index).ToArray()));
        Assert.Equal(sentences.Sum(sentence => sentence.Length + 1L), corpus.SourceTokens);
        Assert.Equal(70_001, corpus.SourceLength(2));
    }

    [Fact]
    public void Batch_is_padded_at_the_end_of_short_sentences()
    {
        // Given
        var corpus = SomeCorpus.Create("ab\nc\nabc\n", "d\nefg\nd\n");

        // When
        var batch = corpus.Batch([1, 0], new(source: 9, target: 8));

        // Then: the padding is 9 in the source and 8 in the target
        Assert.Equal([6L, 3L, 9L, 4L, 5L, 3L], batch.Source.Ids);
        Assert.Equal([8L, 9L, 10L, 3L, 7L, 3L, 8L, 8L], batch.Target.Ids);
        Assert.Equal([2, 3], batch.Source.Lengths);
        Assert.Equal([4, 2], batch.Target.Lengths);
        Assert.Equal((3, 4), (batch.Source.Width, batch.Target.Width));
        Assert.Equal((2, 5, 6), (batch.Sentences, batch.SourceTokens, batch.TargetTokens));
        Assert.Equal([1, 0], batch.Indices);
    }

    [Fact]
    public void Empty_batch_has_no_ids_and_no_width()
    {
        // Given
        int[][] sentences = [];

        // When
        var ids = PaddedIds.From(sentences, 0);

        // Then
        Assert.Equal((0, 0, 0), (ids.Ids.Length, ids.Width, ids.Sentences));
    }
}
