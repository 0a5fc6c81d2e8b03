using FsCheck;
using FsCheck.Fluent;
using Nmt.TestKit;
using Nmt.Text.SubwordTraining;
using Nmt.Text.SubwordTraining.Input;
using Nmt.Text.Subwords;
using Nmt.Text.Subwords.Normalization;
using Nmt.Text.Subwords.SentencePiece;

namespace Nmt.Text.Tests.Subwords.SentencePiece;

public sealed class SentencePieceTokenizerTests
{
    private static readonly string[] Corpus =
    [
        "Ein Hund läuft über die Straße.", "A dog runs across the street.", "Zwei Hunde spielen im Schnee.",
        "Two dogs are playing in the snow.", "犬が走る。", "a a a b b",
    ];

    [Fact]
    public void Any_string_round_trips_normalized_with_byte_fallback()
    {
        // Given
        var tokenizer = Train(NormalizationRule.NmtNfkc, byteFallback: true);

        // When and then
        AnyString(text => tokenizer.Decode(tokenizer.Encode(text)) == tokenizer.Normalize(text));
    }

    [Fact]
    public void Pieces_concatenate_to_the_normalized_string_even_without_byte_fallback()
    {
        // Given
        var tokenizer = Train(NormalizationRule.NmtNfkc, byteFallback: false);

        // When and then
        AnyString(text =>
        {
            string[] pieces = tokenizer.EncodeAsPieces(text);
            return tokenizer.Encode(text).Length == pieces.Length
                && string.Concat(pieces) == tokenizer.NormalizeWithMarks(text);
        });
    }

    [Theory]
    [InlineData("bpe2000_bytes")]
    [InlineData("bpe8000_bytes")]
    [InlineData("bpe2000_identity_raw")]
    [InlineData("unigram2000_bytes")]
    public void Any_string_round_trips_normalized_with_SentencePieces_byte_fallback_models(string name)
    {
        // Given
        if (SharedData.Find($"golden/sentencepiece/models/{name}.model") is not { } path)
        {
            return;
        }

        var model = SentencePieceModel.Load(path);
        var tokenizer = new SentencePieceTokenizer(model);

        // When and then: only the dummy prefix is lost.
        AnyString(text =>
        {
            string normalized = tokenizer.NormalizeWithMarks(text).Replace('\u2581', ' ');
            string expected = model.Normalizer.AddDummyPrefix && normalized.Length > 0 ? normalized[1..] : normalized;
            return tokenizer.Decode(tokenizer.Encode(text)) == expected;
        });
    }

    [Theory]
    [InlineData("bpe2000")]
    [InlineData("bpe2000_symbols")]
    [InlineData("bpe2000_identity_raw")]
    [InlineData("unigram2000_bytes")]
    public void SentencePieces_own_models_accept_any_string(string name)
    {
        // Given
        if (SharedData.Find($"golden/sentencepiece/models/{name}.model") is not { } path)
        {
            return;
        }

        var tokenizer = new SentencePieceTokenizer(SentencePieceModel.Load(path));

        // When and then
        AnyString(text =>
        {
            int[] ids = tokenizer.Encode(text);
            return ids.Length == tokenizer.EncodeAsPieces(text).Length
                && ids.All(id => id >= 0 && id < tokenizer.Vocabulary.Count)
                && tokenizer.Decode(ids) is not null;
        });
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\t\u3000\u200B")]
    public void Blank_line_yields_no_tokens(string line)
    {
        // Given
        var tokenizer = Train(NormalizationRule.NmtNfkc, byteFallback: false);

        // When
        int[] ids = tokenizer.Encode(line);

        // Then
        Assert.Empty(ids);
    }

    [Fact]
    public void Lone_surrogate_counts_as_a_replacement_character()
    {
        // Given
        var tokenizer = Train(NormalizationRule.Identity, byteFallback: true);

        // When
        string text = tokenizer.Decode(tokenizer.Encode("a\uD800b"));

        // Then
        Assert.Equal("a\uFFFDb", text);
    }

    [Fact]
    public void Reserved_ids_decode_to_nothing_and_the_unknown_id_to_its_mark()
    {
        // Given
        var tokenizer = Train(NormalizationRule.Identity, byteFallback: false);
        int[] ids = tokenizer.Encode("a");

        // When
        string text = tokenizer.Decode([2, .. ids, 1, .. ids, 3, 0, 0]);

        // Then
        Assert.Equal("a \u2047  a", text);
    }

    [Fact]
    public void Many_threads_get_the_same_ids_as_one()
    {
        // Given
        string[] lines = Enumerable.Range(0, 2000).Select(i => $"{Corpus[i % Corpus.Length]} {i} {Corpus[i * 7 % Corpus.Length]}").ToArray();
        var model = TrainModel(NormalizationRule.Identity, byteFallback: true);
        var alone = new SentencePieceTokenizer(model);
        var shared = new SentencePieceTokenizer(model);
        int[][] expected = lines.Select(alone.Encode).ToArray();

        // When
        int[][] actual = lines.AsParallel().AsOrdered().Select(shared.Encode).ToArray();

        // Then
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Id_outside_the_vocabulary_is_refused()
    {
        // Given
        var tokenizer = Train(NormalizationRule.Identity, byteFallback: false);

        // When
        void Decode() => tokenizer.Decode([tokenizer.Vocabulary.Count]);

        // Then
        Assert.Throws<ArgumentOutOfRangeException>(Decode);
    }

    [Theory]
    [InlineData(ModelKind.Char, "\u2581|a|b|\u2581|q")]
    [InlineData(ModelKind.Word, "\u2581ab|\u2581q")]
    public void Character_and_word_models_split_at_every_character_and_word(ModelKind kind, string expected)
    {
        // Given
        var tokenizer = new SentencePieceTokenizer(SomeModel.Create(kind, SomeModel.Ranked("\u2581", "a", "b", "\u2581ab")));

        // When
        string[] pieces = tokenizer.EncodeAsPieces("ab q");

        // Then
        Assert.Equal(expected, string.Join('|', pieces));
    }

    private static SentencePieceTokenizer Train(NormalizationRule rule, bool byteFallback) => new(TrainModel(rule, byteFallback));

    private static SentencePieceModel TrainModel(NormalizationRule rule, bool byteFallback) =>
        SubwordTrainer.Train(
            new SubwordTrainingOptions
            {
                ModelType = ModelKind.Bpe, Reserved = ReservedIds.ForTranslation,
                VocabularySize = byteFallback ? 330 : 80, ByteFallback = byteFallback, Normalization = rule, CharacterCoverage = 1,
            },
            Corpus).Model;

    /// <summary>Tries strings of any UTF-16 units (lone surrogates too) mixed with text that models know.</summary>
    private static void AnyString(Func<string, bool> holds)
    {
        var units = Gen.OneOf(
            Gen.Choose(0, 0xFFFF).Select(c => ((char)c).ToString()),
            Gen.Choose(0x10000, 0x10FFFF).Select(char.ConvertFromUtf32),
            Gen.Choose(0xD7F0, 0xE010).Select(c => ((char)c).ToString()),
            Gen.Elements(
                " ", "\u2581", "  ", "Hund", " dog", "e\u0301", "\u00E9", "\u1100\u1161", "<s>", "<0x41>", "<2de>", "\uFEFF", "\t", "\0"));
        var texts = units.ArrayOf().Select(string.Concat);
        Prop.ForAll(Arb.From(texts), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }
}
