using Google.Protobuf;
using Nmt.TestKit;
using Nmt.Text.Subwords;
using Nmt.Text.Subwords.Normalization;
using Nmt.Text.Subwords.SentencePiece;

namespace Nmt.Text.Tests.Subwords.SentencePiece;

public sealed class DamagedModelTests
{
    [Fact]
    public void Every_truncation_is_refused_or_is_a_usable_model()
    {
        // Given
        byte[] bytes = SmallModel();
        for (int length = 0; length < bytes.Length; length++)
        {
            // When and then
            AssertRefusedOrUsable(bytes[..length]);
        }
    }

    [Fact]
    public void Flipped_bits_are_refused_or_leave_a_usable_model()
    {
        // Given
        byte[] bytes = SmallModel();
        var random = new SeededRandom(17);
        for (int round = 0; round < 3000; round++)
        {
            byte[] damaged = (byte[])bytes.Clone();
            for (int flips = 1 + random.NextInt(4); flips > 0; flips--)
            {
                damaged[random.NextInt(damaged.Length)] ^= (byte)(1 << random.NextInt(8));
            }

            // When and then
            AssertRefusedOrUsable(damaged);
        }
    }

    [Fact]
    public void Random_bytes_are_refused_or_are_a_usable_model()
    {
        // Given
        var random = new SeededRandom(19);
        for (int round = 0; round < 3000; round++)
        {
            byte[] bytes = new byte[random.NextInt(200)];
            for (int i = 0; i < bytes.Length; i++)
            {
                bytes[i] = (byte)random.NextUInt64();
            }

            // When and then
            AssertRefusedOrUsable(bytes);
        }
    }

    [Fact]
    public void Flipped_bits_in_the_normalization_rules_never_break_segmentation()
    {
        // Given
        if (SharedData.Find("golden/sentencepiece/models/bpe2000.model") is not { } path)
        {
            return;
        }

        byte[] bytes = File.ReadAllBytes(path);
        var random = new SeededRandom(23);
        for (int round = 0; round < 60; round++)
        {
            byte[] damaged = (byte[])bytes.Clone();
            for (int flips = 0; flips < 40; flips++)
            {
                // The rules are the last 240 of the file's 267 kB.
                damaged[damaged.Length - 1 - random.NextInt(230_000)] ^= (byte)(1 << random.NextInt(8));
            }

            // When and then
            AssertRefusedOrUsable(damaged);
        }
    }

    [Fact]
    public void Empty_file_is_not_a_model()
    {
        // Given
        using var folder = new TemporaryFolder();
        string path = folder.Write("empty.model", "");

        // When
        var error = Assert.Throws<DataException>(() => SentencePieceModel.Load(path));

        // Then
        Assert.Equal($"{path}: not a SentencePiece model: it has no pieces", error.Message);
    }

    [Fact]
    public void Missing_file_is_reported()
    {
        // Given
        string path = Path.Combine(Path.GetTempPath(), "no-such-folder", "x.model");

        // When
        var error = Assert.Throws<DataException>(() => SentencePieceModel.Load(path));

        // Then
        Assert.StartsWith($"{path}: cannot read the subword model: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_file_is_not_a_model()
    {
        // Given
        using var folder = new TemporaryFolder();
        string path = folder.Write("text.model", "Dies ist kein Modell.\n");

        // When
        var error = Assert.Throws<DataException>(() => SentencePieceModel.Load(path));

        // Then
        Assert.StartsWith($"{path}: not a SentencePiece model", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Piece_that_is_not_UTF8_is_refused()
    {
        // Given
        byte[] bytes = SmallModel();
        int position = bytes.AsSpan().IndexOf("\u2581a"u8);
        bytes[position + 1] = (byte)'x';

        // When
        var error = Assert.Throws<DataException>(() => SentencePieceModel.Load(new MemoryStream(bytes), "x.model"));

        // Then
        Assert.StartsWith("x.model: not a SentencePiece model, or a damaged one: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Model_without_an_unknown_piece_is_refused()
    {
        // Given
        var pieces = SomeModel.Create(ModelKind.Bpe, SomeModel.Ranked("a")).Pieces.Where(p => p.Kind != PieceKind.Unknown).ToList();

        // When
        var error = Assert.Throws<DataException>(() => new SentencePieceModel("m", pieces, new TrainerSpec(), new NormalizerSpec()));

        // Then
        Assert.Equal("m: a subword model needs exactly one unknown piece; this one has 0", error.Message);
    }

    [Fact]
    public void Duplicate_piece_is_refused()
    {
        // Given
        var duplicate = SomeModel.Ranked("a", "b", "a");

        // When
        var error = Assert.Throws<DataException>(() => SomeModel.Create(ModelKind.Bpe, duplicate));

        // Then
        Assert.Equal("some model: damaged SentencePiece model: piece 6 appears twice ('a')", error.Message);
    }

    private static byte[] SmallModel()
    {
        using var folder = new TemporaryFolder();
        var pieces = SomeModel.Create(ModelKind.Bpe, SomeModel.Ranked("\u2581a", "ab", "\u2581", "a", "b"));
        byte[] rules = CharsMapBuilder.Build(new Dictionary<string, string> { ["c"] = "ab", ["cc"] = "", ["\t"] = " " });
        new SentencePieceModel("small", pieces.Pieces, pieces.Trainer, new NormalizerSpec { PrecompiledCharsmap = ByteString.CopyFrom(rules) }).Save(folder.Of("m"));
        return File.ReadAllBytes(folder.Of("m"));
    }

    private static void AssertRefusedOrUsable(byte[] bytes)
    {
        SentencePieceTokenizer tokenizer;
        try
        {
            tokenizer = new SentencePieceTokenizer(SentencePieceModel.Load(new MemoryStream(bytes), "damaged.model"));
        }
        catch (DataException e)
        {
            Assert.StartsWith("damaged.model: ", e.Message, StringComparison.Ordinal);
            return;
        }

        int[] ids = tokenizer.Encode("a\tccb \u00E9\u0301 c abba\0");
        Assert.NotNull(tokenizer.Decode(ids));
    }
}
