using System.Text;
using Nmt.TestKit;
using Nmt.Text.Subwords;
using Nmt.Text.Subwords.Families;
using Nmt.Text.Subwords.LineFilters;
using Nmt.Text.Subwords.SentencePiece;

namespace Nmt.Text.Tests.Subwords.SentencePiece;

/// <summary>Models without pieces for the beginning or the end of a sentence, such as those trained with <c>--bos_id=-1</c>.</summary>
public sealed class UnboundedModelTests
{
    [Theory]
    [InlineData("<s>")]
    [InlineData("</s>")]
    public void Text_is_encoded_and_decoded_without_them(string missing)
    {
        // Given
        var model = ModelWithout("m", missing);
        var tokenizer = new SentencePieceTokenizer(model);

        // When
        int[] ids = tokenizer.Encode("ab a");

        // Then
        Assert.Equal(["\u2581", "ab", "\u2581", "a"], ids.Select(id => model.Pieces[id].Text));
        Assert.Equal("ab a", tokenizer.Decode(ids));
    }

    [Theory]
    [InlineData("<s>", SequenceEdit.Bos, "m: no piece '<s>' for the beginning of a sentence")]
    [InlineData("</s>", SequenceEdit.Eos, "m: no piece '</s>' for the end of a sentence")]
    public void Adding_them_is_refused_before_any_line_is_read(string missing, SequenceEdit edit, string expected)
    {
        // Given
        var tokenizer = new SentencePieceTokenizer(ModelWithout("m", missing));

        // When
        var encoding = Assert.Throws<DataException>(() => LineEncoder.Create(tokenizer, new LineEncodingOptions { Edits = [edit] }));
        var decoding = Assert.Throws<DataException>(() => LineDecoder.Create(tokenizer, PieceForm.Piece, [edit]));

        // Then
        Assert.Equal((expected, expected), (encoding.Message, decoding.Message));
    }

    [Fact]
    public void User_defined_symbol_with_their_text_is_added()
    {
        // Given
        var symbol = new Piece("<s>", 0, PieceKind.UserDefined);
        var tokenizer = new SentencePieceTokenizer(ModelWithout("m", "<s>", symbol));

        // When
        var line = LineEncoder.Create(tokenizer, new LineEncodingOptions { Edits = [SequenceEdit.Bos] }).Apply("a"u8);

        // Then
        Assert.Equal("<s> \u2581 a\n", Encoding.UTF8.GetString(line));
    }

    [Theory]
    [InlineData("<s>", "no piece '<s>' for the beginning of a sentence")]
    [InlineData("</s>", "no piece '</s>' for the end of a sentence")]
    public void Translation_needs_them(string missing, string expected)
    {
        // Given
        using var folder = new TemporaryFolder();
        string path = folder.Of("x.model");
        ModelWithout("m", missing).Save(path);

        // When
        var error = Assert.Throws<DataException>(() => SubwordModels.LoadForTranslation(path));

        // Then
        Assert.Equal($"{path}: {expected}", error.Message);
        Assert.Equal(6, SentencePieceModel.Load(path).Pieces.Count);
    }

    private static SentencePieceModel ModelWithout(string name, string missing, params IEnumerable<Piece> more)
    {
        var whole = SomeModel.Create(ModelKind.Bpe, SomeModel.Ranked("ab", "\u2581", "a"));
        return new SentencePieceModel(name, [.. whole.Pieces.Where(p => p.Text != missing), .. more], whole.Trainer, whole.Normalizer);
    }
}
