using Nmt.Data.Batching;
using Nmt.Text;
using Nmt.Text.Subwords;
using static TorchSharp.torch;

namespace Nmt.Training.Tests;

public sealed class GuidedAlignmentTests
{
    private static readonly Vocabulary Vocabulary = new(
        ["<pad>", "<unk>", "<s>", "</s>", "▁a", "b", "▁c", "d", "▁e"], unk: 1, bos: 2, eos: 3, pad: 0);

    [Fact]
    public void Subwords_of_a_target_word_attend_to_all_subwords_of_the_words_it_is_linked_with()
    {
        // Given: source "a-b c </s>", target "c-d e-b a </s>".
        using var scope = NewDisposeScope();
        var batch = SomeBatch([4, 5, 6, 3], [6, 7, 8, 5, 4, 3], new AlignedLine("0-0 1-2 0-2", "links", 1));

        // When
        var weights = new GuidedAlignment(Vocabulary).Weights(batch, CPU)!;

        // Then: two source subwords for the first word, none for the second, three for the third, none for the end.
        const float third = 1f / 3;
        Assert.Equal([1, 6, 4], weights.shape);
        Assert.Equal(
            [
                0.5f, 0.5f, 0, 0,
                0.5f, 0.5f, 0, 0,
                0, 0, 0, 0,
                0, 0, 0, 0,
                third, third, third, 0,
                0, 0, 0, 0,
            ],
            weights.flatten().data<float>().ToArray());
    }

    [Fact]
    public void Several_spaces_between_words_are_one_boundary()
    {
        // Given: source "a", two spaces, "c": byte-level models keep both spaces as pieces.
        using var scope = NewDisposeScope();
        var spaces = new Vocabulary(["<pad>", "<unk>", "<s>", "</s>", "a", "▁", "▁c"], unk: 1, bos: 2, eos: 3, pad: 0);
        var batch = SomeBatch([4, 5, 6, 3], [4, 3], new AlignedLine("1-0", "links", 1));

        // When
        var weights = new GuidedAlignment(spaces).Weights(batch, CPU)!;

        // Then
        Assert.Equal([0, 0.5f, 0.5f, 0, 0, 0, 0, 0], weights.flatten().data<float>().ToArray());
    }

    [Fact]
    public void Words_of_each_side_are_those_of_its_vocabulary()
    {
        // Given: id 5 continues a word on the source side and begins one on the target side; id 3 ends the source, id 0 the target.
        using var scope = NewDisposeScope();
        var target = new Vocabulary(["</s>", "<s>", "<pad>", "<unk>", "b", "▁a"], unk: 3, bos: 1, eos: 0, pad: 2);
        var batch = SomeBatch([4, 5, 6, 3], [5, 5, 4, 0], new AlignedLine("0-1 1-0", "links", 1));

        // When
        var weights = new GuidedAlignment(new(Vocabulary, target)).Weights(batch, CPU)!;

        // Then
        Assert.Equal(
            [
                0, 0, 1, 0,
                0.5f, 0.5f, 0, 0,
                0.5f, 0.5f, 0, 0,
                0, 0, 0, 0,
            ],
            weights.flatten().data<float>().ToArray());
    }

    [Fact]
    public void Pairs_without_an_alignment_have_no_links_and_batches_without_any_no_weights()
    {
        // Given
        using var scope = NewDisposeScope();
        var guided = new GuidedAlignment(Vocabulary);
        var none = new Batch(Side([4, 3]), Side([4, 3]), [0]);
        var some = new Batch(Side([4, 3], [4, 3]), Side([4, 3], [4, 3]), [0, 1]) { Alignments = [null, new AlignedLine("0-0", "links", 1)] };

        // When, then
        Assert.Null(guided.Weights(none, CPU));
        Assert.Equal([0, 0, 0, 0, 1, 0, 0, 0], guided.Weights(some, CPU)!.flatten().data<float>().ToArray());
    }

    [Theory]
    [InlineData("0-0 2-0", "links:7: a link refers to source word 2 (counted from 0), but the source sentence has 2 words")]
    [InlineData("0-3", "links:7: a link refers to target word 3 (counted from 0), but the target sentence has 3 words")]
    [InlineData("0-0 1", "links:7: column 5: expected a link such as 0-1 (sure), 0?1 or 0p1 (possible); got '1'")]
    public void Lines_that_are_not_an_alignment_of_the_pair_are_named(string links, string expected)
    {
        using var scope = NewDisposeScope();
        var batch = SomeBatch([4, 5, 6, 3], [6, 7, 8, 5, 4, 3], new AlignedLine(links, "links", 7));

        var exception = Assert.Throws<DataException>(() => new GuidedAlignment(Vocabulary).Weights(batch, CPU));

        Assert.Equal(expected, exception.Message);
    }

    private static Batch SomeBatch(int[] source, int[] target, AlignedLine alignment) =>
        new(Side(source), Side(target), [0]) { Alignments = [alignment] };

    private static PaddedIds Side(params int[][] sentences) =>
        PaddedIds.From([.. sentences.Select(ids => new ReadOnlyMemory<int>(ids))], Vocabulary.Pad);
}
