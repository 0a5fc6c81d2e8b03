using Nmt.TestKit;
using Nmt.Text.Lines;
using Nmt.Text.SubwordTraining;
using Nmt.Text.SubwordTraining.Input;
using Nmt.Text.Subwords;
using Nmt.Text.Subwords.Normalization;
using Nmt.Text.Subwords.SentencePiece;
using Nmt.Text.Tests.Subwords.SentencePiece;

namespace Nmt.Text.Tests.SubwordTraining;

/// <summary>Models trained here against SentencePiece's own programs, if they are installed.</summary>
public sealed class SentencePieceAgreementTests : IDisposable
{
    private static readonly string[] Unusual =
    [
        "", "  tabs\tand  blanks ", "xx<2de>yy <2de>", "Ωμέγα 東京 ﬁne ½", "schöne Grüße", "a\u0301 b\u200Bc", "<s> </s> <unk> <0x41>",
        "unglaublichunglaublichunglaublichunglaublich", "👍🏽 1234567890",
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(ModelKind.Bpe, NormalizationRule.NmtNfkc, false)]
    [InlineData(ModelKind.Bpe, NormalizationRule.Identity, true)]
    [InlineData(ModelKind.Unigram, NormalizationRule.NmtNfkc, true)]
    [InlineData(ModelKind.Unigram, NormalizationRule.Identity, false)]
    [InlineData(ModelKind.Unigram, NormalizationRule.NmtNfkcCf, false)]
    [InlineData(ModelKind.Word, NormalizationRule.Nfkc, false)]
    [InlineData(ModelKind.Char, NormalizationRule.NfkcCf, false)]
    public void Spm_encode_accepts_the_model_and_segments_every_line_as_we_do(ModelKind kind, NormalizationRule rule, bool bytes)
    {
        // Given
        var options = SomeTraining.OptionsFor(kind, 600) with
        {
            Normalization = rule, ByteFallback = bytes, UserDefinedSymbols = ["<2de>"], HardVocabularyLimit = false,
        };
        var model = SubwordTrainer.Train(options, SomeTraining.Lines).Model;
        model.Save(_folder.Of("our.model"));
        string[] lines = [.. SomeTraining.Lines, .. Unusual];

        // When
        if (SentencePieceTool.Run("spm_encode", [$"--model={_folder.Of("our.model")}"], lines) is not { } theirs)
        {
            return;
        }

        // Then
        var tokenizer = new SentencePieceTokenizer(model);
        Assert.Equal(theirs, lines.Select(line => string.Join(' ', tokenizer.EncodeAsPieces(line))));
    }

    [Theory]
    [InlineData("bpe", ModelKind.Bpe)]
    [InlineData("unigram", ModelKind.Unigram)]
    public void Held_out_text_has_at_most_one_percent_more_pieces_than_with_spm_train(string name, ModelKind kind)
    {
        // Given
        if (SharedData.Find("data/multi30k/train.de") is not { } path)
        {
            return;
        }

        string[] lines = [.. TextFile.ReadLines(path).Take(6000)];
        string[] heldOut = [.. TextFile.ReadLines(path).Skip(6000).Take(2000)];
        File.WriteAllLines(_folder.Of("train.txt"), lines);
        string[] arguments =
        [
            $"--input={_folder.Of("train.txt")}", $"--model_prefix={_folder.Of("their")}", $"--model_type={name}",
            "--vocab_size=2000", "--num_threads=2", "--minloglevel=2",
        ];
        if (SentencePieceTool.Run("spm_train", arguments, []) is null)
        {
            return;
        }

        // When
        var options = new SubwordTrainingOptions { ModelType = kind, VocabularySize = 2000, Threads = 2 };
        int ours = PiecesOf(SubwordTrainer.Train(options, lines).Model, heldOut);

        // Then
        int theirs = PiecesOf(SentencePieceModel.Load(_folder.Of("their.model")), heldOut);
        Assert.InRange(ours, 0.5 * theirs, 1.01 * theirs);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Vocabulary_file_is_written_as_spm_train_writes_it(bool withScores)
    {
        // Given
        File.WriteAllLines(_folder.Of("train.txt"), SomeTraining.Lines);
        string[] arguments =
        [
            $"--input={_folder.Of("train.txt")}", $"--model_prefix={_folder.Of("their")}", "--vocab_size=400", "--minloglevel=2",
            $"--vocabulary_output_piece_score={(withScores ? "true" : "false")}",
        ];
        if (SentencePieceTool.Run("spm_train", arguments, []) is null)
        {
            return;
        }

        // When
        SentencePieceModel.Load(_folder.Of("their.model")).SaveVocabulary(_folder.Of("our.vocab"), withScores);

        // Then
        Assert.Equal(File.ReadAllText(_folder.Of("their.vocab")), File.ReadAllText(_folder.Of("our.vocab")));
    }

    private static int PiecesOf(SentencePieceModel model, string[] lines)
    {
        var tokenizer = new SentencePieceTokenizer(model);
        return lines.Sum(line => tokenizer.Encode(line).Length);
    }
}
