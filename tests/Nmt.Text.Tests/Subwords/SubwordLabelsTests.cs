using Google.Protobuf;
using Nmt.TestKit;
using Nmt.Text.Subwords;
using Nmt.Text.Subwords.Families;
using Nmt.Text.Subwords.Normalization;
using Nmt.Text.Subwords.SentencePiece;
using Nmt.Text.Tests.Subwords.Families;
using Nmt.Text.Tests.Subwords.SentencePiece;

namespace Nmt.Text.Tests.Subwords;

public sealed class SubwordLabelsTests : IDisposable
{
    private static readonly Piece[] Letters = [.. SomeModel.Ranked("▁", "▁a", "a", "b", "fi", "f", "i", "▁ab")];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a b", "▁a ▁ b")]
    [InlineData("日本", "▁ [日本]")]
    [InlineData("a日本b", "▁a [日本] b")]
    [InlineData("日a本", "▁ [日] a [本]")]
    [InlineData("  ☃  日本  ", "▁ [☃] ▁ [日本]")]
    // Rules that change the length, before, inside and after unknown text.
    [InlineData("ﬁ日本ﬁ☃", "▁ fi [日本] fi [☃]")]
    [InlineData("a㌔b", "▁a [㌔] b")]
    [InlineData("㌔㍍", "▁ [㌔㍍]")]
    [InlineData("Ｚｏé①", "▁ [Ｚｏé①]")]
    [InlineData("e\u0301", "▁ [e\u0301]")]
    [InlineData("a…☃", "▁a […☃]")]
    [InlineData("日\u3000本", "▁ [日] ▁ [本]")]
    // The known i of ⅸ splits the unit that a rule made of it: neither side is a part of the line.
    [InlineData("ⅸ", "▁ i [x]")]
    public void Unknown_text_is_that_of_the_line(string line, string labels)
    {
        // When
        var subwords = Labels(Normalizing(ModelKind.Bpe, Letters)).FromLine(line);

        // Then
        Assert.Equal(labels, Shown(subwords));
    }

    [Fact]
    public void Unknown_words_keep_the_mark_where_a_word_begins()
    {
        // Given: a model of whole words
        var tokenizer = Normalizing(ModelKind.Word, SomeModel.Ranked("▁a", "▁b"));

        // When
        var subwords = Labels(tokenizer).FromLine("a ㌔ b Ｚ");

        // Then
        Assert.Equal("▁a [▁㌔] ▁b [▁Ｚ]", Shown(subwords));
    }

    [Fact]
    public void Unknown_words_keep_the_mark_where_a_word_ends()
    {
        // Given
        var tokenizer = Normalizing(ModelKind.Bpe, SomeModel.Ranked("▁", "a"), suffix: true);

        // When
        var subwords = Labels(tokenizer).FromLine("㌔ a Ｚ ");

        // Then
        Assert.Equal("[㌔] ▁ a ▁ [Ｚ] ▁", Shown(subwords));
    }

    [Fact]
    public void An_unknown_space_is_part_of_the_run_that_it_separates()
    {
        // When: without a piece for the space, the run includes it.
        var subwords = Labels(Normalizing(ModelKind.Char, SomeModel.Ranked("a"))).FromLine("日 ㌔a");

        // Then: a part of the line with a space inside is shown as it was normalized.
        Assert.Equal("[▁日▁キロ] a", Shown(subwords));
    }

    [Theory]
    [InlineData("a天b", "▁a 天(1/3)=天 天(2/3)= 天(3/3)= b")]
    [InlineData("é~", "▁ é(1/2)=é é(2/2)= ~=~")]
    [InlineData("😀", "▁ 😀(1/4)=😀 😀(2/4)= 😀(3/4)= 😀(4/4)=")]
    [InlineData("天b天", "▁ 天(1/3)=天 天(2/3)= 天(3/3)= b 天(1/3)=天 天(2/3)= 天(3/3)=")]
    public void Bytes_are_named_by_the_character_that_they_spell(string line, string labels)
    {
        // When
        var subwords = Labels(ByteFallback()).FromLine(line);

        // Then
        Assert.Equal(labels, Shown(subwords));
        Assert.All(subwords, subword => Assert.Equal(
            subword.Label.Contains('(', StringComparison.Ordinal) && !subword.Label.Contains("(1/", StringComparison.Ordinal), subword.ContinuesCharacter));
        Assert.All(subwords, subword => Assert.Equal(subword.Label.Contains('(', StringComparison.Ordinal) || subword.Label == "~", subword.Piece.StartsWith("<0x", StringComparison.Ordinal)));
    }

    [Fact]
    public void Bytes_that_spell_nothing_are_named_by_their_values()
    {
        // Given: what a model may generate
        var tokenizer = ByteFallback();
        int[] ids = [.. new[] { "<0xE5>", "<0xA4>", "a", "<0xFF>", "</s>", "<0xA9>" }.Select(tokenizer.Vocabulary.IdOf)];

        // When
        var subwords = Labels(tokenizer).FromIds(ids);

        // Then
        Assert.Equal(["<0xE5>", "<0xA4>", "a", "<0xFF>", "</s>", "<0xA9>"], subwords.Select(subword => subword.Label));
        Assert.Equal([false, false, false, false, true, false], subwords.Select(subword => subword.IsControl));
    }

    [Fact]
    public void Unknown_ids_without_a_line_are_named_by_the_unknown_piece()
    {
        // Given
        var tokenizer = Normalizing(ModelKind.Bpe, Letters);

        // When
        var subwords = Labels(tokenizer).FromIds([tokenizer.Vocabulary.IdOf("▁a"), tokenizer.Vocabulary.Unk]);

        // Then
        Assert.Equal("▁a [<unk>]", Shown(subwords));
    }

    [Theory]
    [InlineData(" one one", "▁one ▁one")]
    [InlineData("é", "é(1/2)=é é(2/2)=")]
    [InlineData(" one 天", "▁one ▁ 天(1/3)=天 天(2/3)= 天(3/3)=")]
    [InlineData("\t", "\t=\t")]
    public void Byte_level_pieces_are_named_alike(string line, string labels)
    {
        // Given: two words are whole tokens, nothing else is.
        var vocabulary = new SomeVocabularies("x one x one x one x two x two x two x\nx\nx", merges: 7);
        _folder.Write("vocab.json", vocabulary.VocabularyJson());
        _folder.Write("merges.txt", vocabulary.MergesText());
        var tokenizer = SubwordModels.Load(_folder.Of("vocab.json")).CreateTokenizer();

        // When
        var subwords = Labels(tokenizer).FromLine(line);

        // Then
        Assert.Equal(labels, Shown(subwords));
    }

    [Theory]
    [InlineData("the DOG cat", "▁the [▁DOG] ▁cat")]
    [InlineData("Ünïcode, the", "[▁Ünïcode] [▁,] ▁the")]
    [InlineData("the中\u00ADÀb", "▁the [▁中] [▁Àb]")]
    [InlineData("≠ ΣΟΦ", "[▁≠] [▁ΣΟΦ]")]
    public void Unknown_words_of_wordpiece_keep_case_and_accents(string line, string labels)
    {
        // Given: a vocabulary that lower-cases and strips accents
        _folder.Write("vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\nthe\ncat\n");
        var tokenizer = SubwordModels.Load(_folder.Of("vocab.txt")).CreateTokenizer();

        // When
        var subwords = Labels(tokenizer).FromLine(line);

        // Then
        Assert.Equal(labels, Shown(subwords));
    }

    [Fact]
    public void Texts_match_the_ids_of_every_line()
    {
        new SomeVocabularies("one two three 日本語").WriteTo(_folder);
        _folder.Write("vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\nthe\ncat\na\n##b\n");
        ITokenizer[] tokenizers =
        [
            Normalizing(ModelKind.Bpe, Letters), Normalizing(ModelKind.Char, Letters), Normalizing(ModelKind.Word, Letters), ByteFallback(),
            Normalizing(ModelKind.Bpe, Letters, suffix: true), SubwordModels.Load(_folder.Of("vocab.txt")).CreateTokenizer(),
            SubwordModels.Load(_folder.Of("tiny.tiktoken")).CreateTokenizer(),
        ];

        Assert.All(tokenizers, tokenizer => Assert.All(HostileLines.All(), line =>
        {
            int[] ids = tokenizer.Encode(line);
            string[] pieces = tokenizer.EncodeAsPieces(line);
            var subwords = tokenizer.EncodeWithText(line);
            Assert.Equal(ids, subwords.Select(subword => subword.Id));
            Assert.All(subwords.Index(), subword => Assert.True(subword.Item.Text.Length > 0));
            Assert.All(ids.Index().Where(id => id.Item != tokenizer.Vocabulary.Unk), id => Assert.Equal(pieces[id.Index], subwords[id.Index].Text));
            Assert.All(ids.Index().Where(id => id.Item == tokenizer.Vocabulary.Unk), id =>
                Assert.Equal(pieces[id.Index].StartsWith('▁'), subwords[id.Index].Text.StartsWith('▁')));
            Assert.Equal(ids, new SubwordLabels(tokenizer).FromLine(line).Select(subword => subword.Id));
        }));
    }

    private static SubwordLabels Labels(ITokenizer tokenizer) => new(tokenizer);

    /// <summary>Labels, unknown ones in brackets; after an equals sign the text, where it differs.</summary>
    private static string Shown(IEnumerable<LabelledSubword> subwords) => string.Join(' ', subwords.Select(subword =>
        subword.IsUnknown ? $"[{subword.Label}]" : subword.Piece.Length > 0 ? $"{subword.Label}={subword.Text}" : subword.Label));

    private static SentencePieceTokenizer Normalizing(ModelKind kind, IEnumerable<Piece> pieces, bool suffix = false)
    {
        var plain = SomeModel.Create(kind, pieces);
        plain.Trainer.TreatWhitespaceAsSuffix = suffix;
        return new SentencePieceTokenizer(new SentencePieceModel(
            "some model", plain.Pieces, plain.Trainer,
            new NormalizerSpec { PrecompiledCharsmap = ByteString.CopyFrom(NormalizationRules.Load(NormalizationRule.NmtNfkc).Span) }));
    }

    private static SentencePieceTokenizer ByteFallback()
    {
        var bytes = Enumerable.Range(0, 256).Select(value => new Piece(Piece.ByteText((byte)value), 0, PieceKind.Byte));
        var plain = SomeModel.Create(ModelKind.Bpe, SomeModel.Ranked("▁", "▁a", "a", "b"));
        plain.Trainer.ByteFallback = true;
        return new SentencePieceTokenizer(new SentencePieceModel("some model", [.. plain.Pieces, .. bytes], plain.Trainer, plain.Normalizer));
    }
}
