using Nmt.Text.Subwords;

namespace Nmt.Text.Tests.Subwords;

public sealed class VocabularyTests
{
    private static readonly string[] Pieces = ["<unk>", "<s>", "</s>", "a", "<mask>"];

    [Fact]
    public void Pieces_and_ids_map_to_each_other()
    {
        // Given
        var vocabulary = new Vocabulary(Pieces, unk: 0, bos: 1, eos: 2);

        // When
        var ids = Enumerable.Range(0, vocabulary.Count).Select(id => vocabulary.IdOf(vocabulary[id]));

        // Then
        Assert.Equal([0, 1, 2, 3, 4], ids);
        Assert.Equal(0, vocabulary.IdOf("zebra"));
    }

    [Fact]
    public void End_of_sentence_pads_if_there_is_no_padding_piece()
    {
        // Given
        var vocabulary = new Vocabulary(Pieces, unk: 0, bos: 1, eos: 2);

        // When
        int pad = vocabulary.Pad;

        // Then
        Assert.Equal(2, pad);
        Assert.False(vocabulary.HasPad);
    }

    [Fact]
    public void Reserved_ids_are_unknown_bos_eos_padding_and_controls()
    {
        // Given
        var vocabulary = new Vocabulary(Pieces, unk: 0, bos: 1, eos: 2, controls: [4]);

        // When
        var reserved = Enumerable.Range(0, vocabulary.Count).Where(vocabulary.IsReserved);

        // Then
        Assert.Equal([0, 1, 2, 4], reserved);
    }

    [Fact]
    public void Bos_and_eos_may_be_missing_and_access_to_them_throws()
    {
        // Given
        var vocabulary = new Vocabulary(["<unk>", "a"], unk: 0, bos: null, eos: null);

        // When
        var errors = new Func<int>[] { () => vocabulary.Bos, () => vocabulary.Eos, () => vocabulary.Pad }
            .Select(access => Assert.Throws<DataException>(() => access()).Message);

        // Then
        Assert.Equal((false, false, false), (vocabulary.HasBos, vocabulary.HasEos, vocabulary.HasPad));
        Assert.Equal(
            [
                "the vocabulary has no piece for the beginning of a sentence", "the vocabulary has no piece for the end of a sentence",
                "the vocabulary has no piece for the end of a sentence",
            ],
            errors);
        Assert.False(vocabulary.IsReserved(1));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(5)]
    public void Ids_outside_the_vocabulary_are_refused(int id)
    {
        // Given
        var vocabulary = new Vocabulary(Pieces, unk: 0, bos: 1, eos: 2);

        // When
        string Piece() => vocabulary[id];

        // Then
        Assert.Throws<ArgumentOutOfRangeException>(Piece);
        Assert.Throws<ArgumentException>(() => new Vocabulary(Pieces, unk: id, bos: 1, eos: 2));
    }
}
