using Nmt.TestKit;
using Nmt.Text.SubwordTraining;
using Nmt.Text.Subwords;
using Nmt.Text.Subwords.SentencePiece;
using Nmt.Text.Tests.Subwords.SentencePiece;

namespace Nmt.Text.Tests.SubwordTraining;

/// <summary>What a model file contains in addition to its pieces.</summary>
public sealed class ModelContentsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Lines_for_self_tests_are_in_the_file_with_their_pieces()
    {
        // Given
        var options = SomeTraining.OptionsFor(ModelKind.Bpe, 300) with { SelfTestSamples = 7 };

        // When
        var model = Saved(SubwordTrainer.Train(options, SomeTraining.Lines).Model);

        // Then
        var tokenizer = new SentencePieceTokenizer(model);
        Assert.Equal(7, model.SelfTest!.Samples.Select(sample => sample.Input).Distinct().Count());
        Assert.All(model.SelfTest.Samples, sample => Assert.Contains(sample.Input, SomeTraining.Lines));
        Assert.All(model.SelfTest.Samples, sample => Assert.Equal(string.Join(' ', tokenizer.EncodeAsPieces(sample.Input)), sample.Expected));
    }

    // spm_encode rejects a model that fails its self-test: it does read what we write.
    [Fact]
    public void Spm_encode_tests_itself_with_them()
    {
        // Given
        var model = SubwordTrainer.Train(SomeTraining.OptionsFor(ModelKind.Bpe, 300) with { SelfTestSamples = 7 }, SomeTraining.Lines).Model;
        model.Save(_folder.Of("good.model"));
        var wrong = new SelfTestData { Samples = { new SelfTestData.Types.Sample { Input = "der", Expected = "d e r" } } };
        new SentencePieceModel("m", model.Pieces, model.Trainer, model.Normalizer) { SelfTest = wrong }.Save(_folder.Of("bad.model"));

        // When
        if (SentencePieceTool.Run("spm_encode", [$"--model={_folder.Of("good.model")}"], ["der"]) is not { } pieces)
        {
            return;
        }

        // Then
        Assert.Single(pieces);
        Assert.ThrowsAny<Exception>(() => SentencePieceTool.Run("spm_encode", [$"--model={_folder.Of("bad.model")}"], []));
    }

    [Fact]
    public void Languages_and_rules_for_decoded_text_are_kept()
    {
        // Given
        var options = SomeTraining.OptionsFor(ModelKind.Char, 100) with
        {
            AcceptLanguages = ["de", "en"], DenormalizationRules = new Dictionary<string, string> { ["s"] = "S", ["  "] = "_" },
        };

        // When
        var model = Saved(SubwordTrainer.Train(options, SomeTraining.Lines).Model);

        // Then
        var tokenizer = new SentencePieceTokenizer(model);
        Assert.Equal(["de", "en"], model.Trainer.AcceptLanguage);
        Assert.Equal("deS", tokenizer.Decode(tokenizer.Encode("des")));
        Assert.Equal("S_e", tokenizer.DecodePieces(["s", "\u2581", "\u2581", "e"]));
    }

    [Theory]
    [InlineData(ModelKind.Word)]
    [InlineData(ModelKind.Char)]
    public void All_words_or_characters_are_pieces_on_request(ModelKind kind)
    {
        // Given
        var options = SomeTraining.OptionsFor(kind, 10);

        // When
        var (some, all) = (
            SubwordTrainer.Train(options, SomeTraining.Lines).Model, SubwordTrainer.Train(options with { UseAllVocabulary = true }, SomeTraining.Lines).Model);

        // Then
        int units = kind == ModelKind.Char
            ? SomeTraining.Lines.SelectMany(line => line.Replace(' ', '\u2581')).Distinct().Count()
            : SomeTraining.Lines.SelectMany(line => line.Split(' ')).Distinct().Count();
        Assert.Equal((10, 3 + units), (some.Pieces.Count, all.Pieces.Count));
    }

    private SentencePieceModel Saved(SentencePieceModel model)
    {
        model.Save(_folder.Of("saved.model"));
        return SentencePieceModel.Load(_folder.Of("saved.model"));
    }
}
