using Nmt.Text.Vocabularies;
using static TorchSharp.torch;

namespace Nmt.Model.Tests;

public sealed class WordDropoutTests
{
    private const int Unk = 3;
    private static readonly Vocabulary Vocabulary = new(
        ["<pad>", "<s>", "</s>", "<unk>", "a", "b", "c"], unk: Unk, bos: Draw.Bos, eos: Draw.Eos, pad: Draw.Pad);

    [Fact]
    public void Subwords_become_unknown_with_the_probability_and_reserved_ones_never()
    {
        // Given
        using var scope = NewDisposeScope();
        int[][] sentences = [.. Enumerable.Range(0, 200).Select(i => (int[])[.. Enumerable.Repeat(4 + (i % 3), 20 + (i % 7)), Draw.Eos])];
        var source = Draw.Source(sentences);
        manual_seed(2);

        // When
        var dropped = new WordDropout(0.3, Vocabulary).Apply(source);

        // Then: about 4600 subwords.
        long[] before = [.. source.Ids.flatten().data<long>()];
        long[] after = [.. dropped.Ids.flatten().data<long>()];
        int[] words = [.. Enumerable.Range(0, before.Length).Where(i => before[i] > Unk)];
        Assert.All(words, i => Assert.True(after[i] == before[i] || after[i] == Unk));
        Assert.All(Enumerable.Range(0, before.Length).Except(words), i => Assert.Equal(before[i], after[i]));
        Assert.Equal(0.3, words.Count(i => after[i] == Unk) / (double)words.Length, 0.03);
    }

    [Fact]
    public void What_the_decoder_reads_changes_and_what_it_is_to_say_does_not()
    {
        // Given
        using var scope = NewDisposeScope();
        var target = Draw.Target([4, 5, 6, 4, 5, 6, Draw.Eos]);
        manual_seed(3);

        // When
        var dropped = new WordDropout(0.9, Vocabulary).Apply(target);

        // Then
        long[] input = [.. dropped.Input.flatten().data<long>()];
        Assert.Equal(Draw.Bos, input[0]);
        Assert.Contains(Unk, input);
        Assert.Same(target.RealOutput, dropped.RealOutput);
    }
}
