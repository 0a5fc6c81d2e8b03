using System.Text.Json;
using Nmt.TestKit;
using Nmt.Text.Subwords;
using Nmt.Text.Subwords.SentencePiece;

namespace Nmt.Text.Tests.Subwords.SentencePiece;

/// <summary>Compares with SentencePiece 0.1.97: its models and the output of its tools.</summary>
public sealed class SentencePieceGoldenTests
{
    private const string Folder = "golden/sentencepiece";

    public static TheoryData<string> Models() =>
    [
        "bpe2000", "bpe2000_bytes", "bpe2000_identity", "bpe2000_identity_raw", "bpe2000_nfkc", "bpe2000_nmt_nfkc_cf",
        "bpe2000_symbols", "bpe4000_cov098", "bpe4000_cov1", "bpe8000", "bpe8000_bytes", "unigram2000_bytes", "unigram8000",
        "unigram8000_identity",
    ];

    [Theory]
    [MemberData(nameof(Models))]
    public void Lines_are_normalized_segmented_and_joined_as_SentencePiece_does(string name)
    {
        // Given
        if (TokenizerOf(name) is not { } tokenizer)
        {
            return;
        }

        var lines = Rows("lines.jsonl").ToDictionary(row => row.GetProperty("line").GetInt32(), row => Text(row, "text"));
        var differences = new List<string>();

        foreach (var row in Rows($"encodings/{name}.jsonl"))
        {
            int number = row.GetProperty("line").GetInt32();
            int[] ids = Ids(row);
            string[] pieces = Strings(row);

            // When
            string normalized = tokenizer.Normalize(lines[number]);
            int[] ourIds = tokenizer.Encode(lines[number]);
            string[] ourPieces = tokenizer.EncodeAsPieces(lines[number]);

            // Then
            Compare(differences, $"{number} normalized", Text(row, "normalized"), normalized);
            Compare(differences, $"{number} pieces", string.Join('|', pieces), string.Join('|', ourPieces));
            Compare(differences, $"{number} ids", string.Join(' ', ids), string.Join(' ', ourIds));
            Compare(differences, $"{number} decoded ids", Text(row, "decoded_ids"), tokenizer.Decode(ids));
            Compare(differences, $"{number} decoded pieces", Text(row, "decoded_pieces"), tokenizer.DecodePieces(pieces));
        }

        Assert.Empty(differences);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Any_ids_decode_as_SentencePiece_decodes_them(string name)
    {
        // Given
        if (TokenizerOf(name) is not { } tokenizer)
        {
            return;
        }

        var differences = new List<string>();
        foreach (var row in Rows($"decodings/{name}.jsonl"))
        {
            // When
            int[] ids = Ids(row);
            string text = tokenizer.Decode(ids);

            // Then
            Compare(differences, string.Join(' ', ids), Text(row, "text"), text);
            Assert.Equal(Strings(row), ids.Select(id => tokenizer.Vocabulary[id]));
        }

        Assert.Empty(differences);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Vocabulary_file_equals_that_of_SentencePiece(string name)
    {
        // Given
        if (SharedData.Find($"{Folder}/models/{name}.model") is not { } path)
        {
            return;
        }

        using var folder = new TemporaryFolder();
        string written = Path.Combine(folder.Path, "x.vocab");

        // When
        SentencePieceModel.Load(path).SaveVocabulary(written);

        // Then
        Assert.Equal(File.ReadAllText(Path.ChangeExtension(path, ".vocab")), File.ReadAllText(written));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Model_that_is_saved_and_loaded_again_is_the_same(string name)
    {
        // Given
        if (SharedData.Find($"{Folder}/models/{name}.model") is not { } path)
        {
            return;
        }

        using var folder = new TemporaryFolder();
        string copyPath = Path.Combine(folder.Path, "copy.model");
        var model = SentencePieceModel.Load(path);

        // When: a new model with the same contents, which is not a copy of the file
        new SentencePieceModel(name, model.Pieces, model.Trainer, model.Normalizer, model.Denormalizer) { SelfTest = model.SelfTest }.Save(copyPath);
        var copy = SentencePieceModel.Load(copyPath);

        // Then
        Assert.Equal(model.Pieces, copy.Pieces);
        Assert.Equal(model.Trainer, copy.Trainer);
        Assert.Equal(model.Normalizer, copy.Normalizer);
        Assert.Equal([copyPath], Directory.GetFiles(folder.Path));

        // Fields that nmt does not read are kept, for example the names of the training files.
        Assert.Equal(ModelProto.Parser.ParseFrom(File.ReadAllBytes(path)), ModelProto.Parser.ParseFrom(File.ReadAllBytes(copyPath)));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Model_file_that_is_loaded_and_saved_is_copied_byte_for_byte(string name)
    {
        // Given
        if (SharedData.Find($"{Folder}/models/{name}.model") is not { } path)
        {
            return;
        }

        using var folder = new TemporaryFolder();

        // When
        SentencePieceModel.Load(path).SaveTo(folder.Path);

        // Then
        Assert.Equal(File.ReadAllBytes(path), File.ReadAllBytes(folder.Of("subwords.model")));
    }

    private static SentencePieceTokenizer? TokenizerOf(string name) =>
        SharedData.Find($"{Folder}/models/{name}.model") is { } path
            ? new SentencePieceTokenizer(SentencePieceModel.Load(path))
            : null;

    private static IEnumerable<JsonElement> Rows(string file) =>
        File.ReadLines(SharedData.Find($"{Folder}/{file}")!).Select(line => JsonDocument.Parse(line).RootElement);

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetString()!;

    private static int[] Ids(JsonElement row) => [.. row.GetProperty("ids").EnumerateArray().Select(e => e.GetInt32())];

    private static string[] Strings(JsonElement row) => [.. row.GetProperty("pieces").EnumerateArray().Select(e => e.GetString()!)];

    private static void Compare(List<string> differences, string what, string expected, string actual)
    {
        if (expected != actual)
        {
            differences.Add($"{what}: expected '{expected}', got '{actual}'");
        }
    }
}
