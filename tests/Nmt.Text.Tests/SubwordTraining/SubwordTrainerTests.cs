using Nmt.TestKit;
using Nmt.Text.SubwordTraining;
using Nmt.Text.SubwordTraining.Input;
using Nmt.Text.Subwords;
using Nmt.Text.Subwords.SentencePiece;

namespace Nmt.Text.Tests.SubwordTraining;

public sealed class SubwordTrainerTests
{
    [Theory]
    [InlineData(ModelKind.Bpe)]
    [InlineData(ModelKind.Unigram)]
    public void Progress_starts_after_reading_rises_and_ends_with_all(ModelKind kind)
    {
        // Given
        var reported = new List<double>();
        bool isRead = false;
        IEnumerable<string> Lines()
        {
            foreach (string line in SomeTraining.Lines)
            {
                yield return line;
            }

            isRead = true;
        }

        // When
        var progress = new Reports(share =>
        {
            Assert.True(isRead);
            reported.Add(share);
        });
        SubwordTrainer.Train(SomeTraining.OptionsFor(kind, 300) with { Progress = progress }, Lines());

        // Then
        Assert.Equal(reported.Order(), reported);
        Assert.Equal((0, 1), (reported[0], Math.Round(reported[^1], 1)));
        Assert.True(reported.Count > 2);
    }

    [Theory]
    [InlineData(ModelKind.Bpe)]
    [InlineData(ModelKind.Unigram)]
    [InlineData(ModelKind.Word)]
    [InlineData(ModelKind.Char)]
    public void Model_does_not_depend_on_threads_or_on_the_order_of_lines(ModelKind kind)
    {
        // Given
        using var folder = new TemporaryFolder();
        var options = SomeTraining.OptionsFor(kind, 300) with { Threads = 1 };

        // When
        SubwordTrainer.Train(options, SomeTraining.Lines).Model.Save(folder.Of("1.model"));
        SubwordTrainer.Train(options with { Threads = 5 }, SomeTraining.Lines.Reverse()).Model.Save(folder.Of("5.model"));

        // Then
        Assert.Equal(File.ReadAllBytes(folder.Of("1.model")), File.ReadAllBytes(folder.Of("5.model")));
    }

    [Theory]
    [InlineData(ModelKind.Bpe)]
    [InlineData(ModelKind.Unigram)]
    [InlineData(ModelKind.Char)]
    public void Line_of_known_characters_decodes_to_itself(ModelKind kind)
    {
        // Given
        var tokenizer = new SentencePieceTokenizer(
            SubwordTrainer.Train(SomeTraining.OptionsFor(kind, 300), SomeTraining.Lines).Model);

        // When
        var decoded = SomeTraining.Lines.Take(50).Select(line => tokenizer.Decode(tokenizer.Encode(line)));

        // Then
        Assert.Equal(SomeTraining.Lines.Take(50), decoded);
    }

    [Fact]
    public void Defaults_place_the_reserved_pieces_as_spm_train_does()
    {
        // Given
        var options = SomeTraining.OptionsFor(ModelKind.Char, 100) with
        {
            ControlSymbols = ["<c>"], UserDefinedSymbols = ["<u>", "<pad>"], Reserved = new ReservedIds { Pad = 5 },
        };

        // When
        var pieces = SubwordTrainer.Train(options, SomeTraining.Lines).Model.Pieces;

        // Then: a symbol with the text of a reserved piece changes its kind.
        Assert.Equal(["<unk>", "<s>", "</s>", "<c>", "<u>", "<pad>"], pieces.Take(6).Select(piece => piece.Text));
        Assert.Equal(
            [PieceKind.Unknown, PieceKind.Control, PieceKind.Control, PieceKind.Control, PieceKind.UserDefined, PieceKind.UserDefined],
            pieces.Take(6).Select(piece => piece.Kind));
    }

    [Theory]
    [InlineData(ModelKind.Bpe)]
    [InlineData(ModelKind.Unigram)]
    public void User_defined_symbols_are_always_one_piece_and_part_of_no_other(ModelKind kind)
    {
        // Given
        string[] lines = [.. SomeTraining.Lines.Select(line => line + " xx<2de>yy")];
        var options = SomeTraining.OptionsFor(kind, 300) with { UserDefinedSymbols = ["<2de>"] };

        // When
        var model = SubwordTrainer.Train(options, lines).Model;

        // Then
        Assert.Equal("<2de>", Assert.Single(model.Pieces, piece => piece.Text.Contains("2de")).Text);
        Assert.DoesNotContain(model.Pieces, piece => piece.Text is "\u2581xxyy" or "<" or ">");
        string[] pieces = new SentencePieceTokenizer(model).EncodeAsPieces("xx<2de>yy");
        Assert.Contains("<2de>", pieces);
        Assert.Equal("\u2581xx<2de>yy", string.Concat(pieces));
    }

    [Theory]
    [InlineData(ModelKind.Bpe)]
    [InlineData(ModelKind.Unigram)]
    [InlineData(ModelKind.Word)]
    public void Vocabulary_that_is_too_large_is_rejected_with_the_largest_possible_size_which_works(ModelKind kind)
    {
        // Given
        var options = SomeTraining.OptionsFor(kind, 90_000);

        // When
        var error = Assert.Throws<DataException>(() => SubwordTrainer.Train(options, SomeTraining.Lines));
        var smaller = SubwordTrainer.Train(options with { HardVocabularyLimit = false }, SomeTraining.Lines).Model;

        // Then
        Assert.Equal(
            $"there is too little text for a vocabulary of 90000 pieces: the largest possible one has {smaller.Pieces.Count}",
            error.Message);
        Assert.Equal(smaller.Pieces.Count, smaller.Trainer.VocabSize);
        var largest = options with { VocabularySize = smaller.Pieces.Count };
        Assert.Equal(smaller.Pieces.Count, SubwordTrainer.Train(largest, SomeTraining.Lines).Model.Pieces.Count);
    }

    [Fact]
    public void Any_possible_size_is_reached_exactly()
    {
        // Given
        var options = SomeTraining.OptionsFor(ModelKind.Unigram, 90_000) with { HardVocabularyLimit = false };
        int largest = SubwordTrainer.Train(options, SomeTraining.Lines).Model.Pieces.Count;
        for (int size = 60; size <= largest; size += 97)
        {
            // When
            var model = SubwordTrainer.Train(SomeTraining.OptionsFor(ModelKind.Unigram, size), SomeTraining.Lines).Model;

            // Then
            Assert.Equal(size, model.Pieces.Count);
        }
    }

    [Fact]
    public void Digits_are_separate_if_they_are_split_and_join_letters_if_numbers_do_not_split()
    {
        // Given
        string[] lines = [.. Enumerable.Repeat("ab12 cd34 ab12 5678", 20)];
        var options = SomeTraining.OptionsFor(ModelKind.Bpe, 1000) with { HardVocabularyLimit = false };

        // When
        var usual = TextsOf(options, lines);
        var split = TextsOf(options with { SplitDigits = true }, lines);
        var joined = TextsOf(options with { SplitByNumber = false }, lines);
        var phrases = TextsOf(options with { SplitByWhitespace = false, SplitByUnicodeScript = false }, lines);

        // Then
        Assert.Contains("12", usual);
        Assert.DoesNotContain("\u2581ab12", usual);
        Assert.DoesNotContain(split, text => text.Length > 1 && text.Any(char.IsDigit));
        Assert.Contains("\u2581ab12", joined);
        Assert.Contains(phrases, text => text.LastIndexOf('\u2581') > 0);
        Assert.DoesNotContain(phrases, text => text.Length > 1 && text.EndsWith('\u2581'));
    }

    [Fact]
    public void Required_characters_have_pieces_regardless_of_the_coverage()
    {
        // Given
        var options = SomeTraining.OptionsFor(ModelKind.Unigram, 200) with { RequiredCharacters = "Ω" };

        // When
        var texts = TextsOf(options, SomeTraining.Lines);

        // Then
        Assert.Contains("Ω", texts);
    }

    [Theory]
    [InlineData(ModelKind.Bpe)]
    [InlineData(ModelKind.Unigram)]
    [InlineData(ModelKind.Word)]
    public void Text_without_words_is_rejected(ModelKind kind)
    {
        // Given
        var options = SomeTraining.OptionsFor(kind, 300);

        // When
        var error = Assert.Throws<DataException>(() => SubwordTrainer.Train(options, ["", "  "]));

        // Then
        Assert.Equal("there is no text to train a subword model on: none of the 2 lines contains text", error.Message);
    }

    [Fact]
    public void Problems_of_the_options_name_the_option_and_the_allowed_values()
    {
        // Given
        var options = new SubwordTrainingOptions
        {
            VocabularySize = 100, ShrinkingFactor = 0.1, UserDefinedSymbols = ["a", "a", "<s>"], Reserved = new ReservedIds { Bos = 0, Eos = -2 },
        };

        // When
        var problems = options.Problems();

        // Then
        Assert.Equal(
            [
                "shrinking_factor: must be from 0.5 to 0.95; got 0.1",
                "eos_id: must be from -1 to 99; got -2",
                "unk_id, bos_id: the same id, 0",
                "control_symbols, user_defined_symbols: 'a' appears more than once",
            ],
            problems);
        Assert.Throws<ArgumentException>(() => SubwordTrainer.Train(options, SomeTraining.Lines));
        Assert.Empty(new SubwordTrainingOptions().Problems());
    }

    private static List<string> TextsOf(SubwordTrainingOptions options, IEnumerable<string> lines) =>
        [.. SubwordTrainer.Train(options, lines).Model.Pieces.Where(p => p.Kind == PieceKind.Normal).Select(p => p.Text)];

    private sealed class Reports(Action<double> report) : IProgress<double>
    {
        public void Report(double value) => report(value);
    }
}
