using Nmt.Search;
using Nmt.TestKit.Searching;

namespace Nmt.Translation.Tests;

public sealed class TranslationResultTests
{
    private static readonly PieceTokenizer Tokenizer = new();

    [Theory]
    [InlineData(LongLines.Crop, 2)]
    [InlineData(LongLines.Split, 2)]
    [InlineData(LongLines.Crop, 100)]
    public void Unknown_source_text_is_named_where_the_model_reads_it(LongLines longLines, int maxLength)
    {
        // Given: the pieces _x _ň y y _č
        var config = new SearchConfig { BeamSize = 1, MaxSourceLength = maxLength, LongLines = longLines };
        var scorer = new AttendingScorer(new CopyScorer(Tokenizer.Vocabulary.Count));

        // When
        var line = new Translator(new(Tokenizer), scorer, config).Translate(["x ňyx č", "x y"]).ToList();

        // Then
        bool isCropped = longLines == LongLines.Crop && maxLength == 2;
        Assert.Equal(isCropped ? ["▁x", "▁ň"] : ["▁x", "▁ň", "y", "x", "▁č"], line[0].SourcePieces);
        Assert.Equal((1, "ň"), line[0].UnknownSource[0]);
        Assert.Equal(isCropped, !line[0].UnknownSource.Contains((4, "č")));
        Assert.Empty(line[1].UnknownSource);
        Assert.Empty(line[0].UnknownTarget);
    }

    [Fact]
    public void Unknown_text_of_a_given_translation_is_named_but_its_pieces_stay_those_of_the_vocabulary()
    {
        // Given
        var scorer = new AttendingScorer(new CopyScorer(Tokenizer.Vocabulary.Count));

        // When
        var line = new TranslationScorer(new(Tokenizer), scorer, new SearchConfig())
            .Score([new TranslationRequest(1, "x") { Target = "x č" }]).Single();

        // Then
        Assert.Equal([(1, "č")], line.UnknownTarget);
        Assert.Equal(["▁x", "<unk>"], line.Pieces(line.Best!));
        Assert.Equal(["▁x", "▁č"], line.Texts(line.Best!));
    }
}
