using Nmt.Text.Subwords;
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
    public void Real_positions_and_their_tokens_exclude_only_padding()
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

public sealed class WordDropoutTests
{
    private const int Unk = 3;
    private static readonly Vocabulary Vocabulary = new(
        ["<pad>", "<s>", "</s>", "<unk>", "a", "b", "c"], unk: Unk, bos: Draw.Bos, eos: Draw.Eos, pad: Draw.Pad);

    [Fact]
    public void Subwords_become_unknown_with_the_given_probability_and_reserved_ones_never()
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
    public void Each_side_has_its_own_unknown_and_reserved_subwords()
    {
        // Given: on the target side 6 is the unknown subword, and 3, 4 and 5 are reserved.
        using var scope = NewDisposeScope();
        var targetVocabulary = new Vocabulary(["a", "b", "c", "<pad>", "<s>", "</s>", "<unk>"], unk: 6, bos: 4, eos: 5, pad: 3);
        int[][] sentences = [.. Enumerable.Repeat((int[])[0, 1, 2, 3, 4, 5, 6], 100)];
        var dropout = new WordDropout(0.5, new(Vocabulary, targetVocabulary));
        manual_seed(2);

        // When
        var source = dropout.Apply(Draw.Source(sentences)).Ids;
        var target = dropout.Apply(TargetTensors.From(PaddedIds.From(sentences, 3), beginOfSentence: 4, CPU)).Input;

        // Then
        Assert.All(Enumerable.Range(0, 100), row =>
        {
            Assert.Equal([0, 1, 2, Unk], source[row].data<long>().ToArray()[..4]);
            long[] input = target[row].data<long>().ToArray();
            Assert.Equal([4, 3, 4, 5], [input[0], .. input[4..]]);
        });
        Assert.Equal([Unk, 4, 5, 6], source.flatten().data<long>().ToArray().Where(id => id >= Unk).Distinct().Order());
        Assert.Equal([0, 1, 2, 6], target.flatten().data<long>().ToArray().Where(id => id is < 3 or > 5).Distinct().Order());
    }

    [Fact]
    public void The_inputs_of_the_decoder_change_and_the_tokens_to_predict_do_not()
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
