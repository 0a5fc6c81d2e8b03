using System.Text;
using Nmt.TestKit;
using Nmt.Text.Subwords;
using Nmt.Text.Subwords.Families;
using Nmt.Text.Tests.Subwords.SentencePiece;

namespace Nmt.Text.Tests.Subwords.Families;

/// <summary>Detection of model families, and error messages for files that are not a model.</summary>
public sealed class SubwordModelsTests : IDisposable
{
    private static readonly SomeVocabularies Vocabularies = new("one two three one two three one two");

    private readonly TemporaryFolder _folder = new();

    public SubwordModelsTests() => Vocabularies.WriteTo(_folder);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Contents_determine_the_family_of_a_file()
    {
        // Given: uninformative names, and all ways in which text may begin or end.
        SomeModel.Create(ModelKind.Bpe, SomeModel.Ranked("a", "b")).Save(_folder.Of("s"));
        _folder.Write("t", Vocabularies.Tiktoken().Replace("\n", "\r\n\r\n", StringComparison.Ordinal));
        _folder.Write("w", "\uFEFF" + Vocabularies.WordPiece().TrimEnd());
        _folder.Write("x-vocab.json", "  " + Vocabularies.VocabularyJson());
        _folder.Write("x-merges.txt", Vocabularies.MergesText().Replace("\n", "\r\n", StringComparison.Ordinal));

        // Then
        Assert.Equal(
            [SubwordFamily.SentencePiece, SubwordFamily.Tiktoken, SubwordFamily.WordPiece, SubwordFamily.Gpt2, SubwordFamily.Gpt2],
            new[] { "s", "t", "w", "x-vocab.json", "vocab.json" }.Select(name => SubwordModels.Load(_folder.Of(name)).Family));
        Assert.Equal(
            ["bpe", "tiktoken", "wordpiece", "gpt2"],
            new[] { "s", "t", "w", "vocab.json" }.Select(name => SubwordModels.Load(_folder.Of(name)).TypeName));
    }

    [Theory]
    [InlineData("tiny.tiktoken", "subwords.tiktoken")]
    [InlineData("vocab.json", "vocab.json", "merges.txt")]
    [InlineData("vocab.txt", "vocab.txt")]
    public void Files_are_saved_byte_for_byte(string file, params string[] names)
    {
        // Given: a byte order mark and line ends that reading drops.
        _folder.Write(file, "\uFEFF" + File.ReadAllText(_folder.Of(file)).Replace("\n", "\r\n", StringComparison.Ordinal));

        string target = Directory.CreateDirectory(_folder.Of("run")).FullName;

        // When
        SubwordModels.Load(_folder.Of(file)).SaveTo(target);

        // Then
        Assert.Equal(names.Order(), Directory.GetFiles(target).Select(path => Path.GetFileName(path)).Order());
        Assert.Equal(names.Select(name => Path.Combine(target, name)), SubwordFiles.In(target));
        Assert.Equal(File.ReadAllBytes(_folder.Of(file)), File.ReadAllBytes(Path.Combine(target, names[0])));
        Assert.All(names.Skip(1), name => Assert.Equal(File.ReadAllBytes(_folder.Of(name)), File.ReadAllBytes(Path.Combine(target, name))));
    }

    [Theory]
    [InlineData("Dies ist kein Modell.\n", ": not a subword model: expected a SentencePiece .model file, a tiktoken file (a token in base64 and its rank on each line), a vocab.json with merges.txt beside it, or a WordPiece vocab.txt (one token per line, including [UNK])")]
    [InlineData("the [UNK] is inside a line\n", ": not a subword model: expected a SentencePiece .model file, a tiktoken file (a token in base64 and its rank on each line), a vocab.json with merges.txt beside it, or a WordPiece vocab.txt (one token per line, including [UNK])")]
    [InlineData("#version: 0.2\na b\n", ":1: this is a list of merges; use the vocab.json that it belongs to")]
    [InlineData("[PAD]\n[UNK]\n[CLS]\na\n", ": the WordPiece vocabulary has no [SEP]; it must include [PAD], [UNK], [CLS], [SEP]")]
    [InlineData("[PAD]\n[CLS]\n[SEP]\na\n", ": the WordPiece vocabulary has no [UNK]; it must include [PAD], [UNK], [CLS], [SEP]")]
    [InlineData("[PAD]\n[UNK]\n[CLS]\n[SEP]\na\nb\na\n", ":7: the token 'a' appears twice; the other is in line 5")]
    [InlineData("[PAD]\n[UNK]\n\n[CLS]\n[SEP]\n", ":3: expected a token; the line is empty")]
    [InlineData("YQ== 0\nYg== x\n", ":2: expected a token in base64, a space and its rank; got 'Yg== x'")]
    [InlineData("YQ== 0\nYg==\n", ":2: expected a token in base64, a space and its rank; got 'Yg=='")]
    [InlineData("YQ== 0\nY 1\n", ":2: expected a token in base64, a space and its rank; got 'Y 1'")]
    [InlineData("YQ== 0\nYg== -1\n", ":2: expected a token in base64, a space and its rank; got 'Yg== -1'")]
    [InlineData("YQ== 0\nYg== 99999999999\n", ":2: expected a token in base64, a space and its rank; got 'Yg== 99999999999'")]
    [InlineData("YQ== 0\nYg== 0\n", ":2: two tokens have rank 0; the other is in line 1")]
    [InlineData("YQ== 0\nYQ== 1\n", ":2: the token has two ranks; the other is in line 1")]
    [InlineData("YQ== 0\nYg== 2\n", ": no token has rank 1; 2 tokens need ranks from 0 to 1 without gaps")]
    [InlineData("YQ== 0\nYg== 1\n", ": no token for the byte 0x00; a byte-level vocabulary needs one for each of the 256 bytes, so that it can segment any text")]
    [InlineData("{\"a\": 0, \"b\": 0}", ":1: two tokens have id 0: 'a' and 'b'")]
    [InlineData("{\n\"a\": 0,\n\"a\": 1}", ":3: the token 'a' has two ids, 0 and 1")]
    [InlineData("{\"a\": 0, \"b\": 2}", ": no token has id 1; 2 tokens need ids from 0 to 1 without gaps")]
    [InlineData("{\"a\": 0,\n\"b\": -1}", ":2: expected one object that maps tokens to ids; the id of 'b' is not a whole number of at least 0")]
    [InlineData("{\"a\": 0,\n\"b\": 1.5}", ":2: expected one object that maps tokens to ids; the id of 'b' is not a whole number of at least 0")]
    [InlineData("{\n\"version\": \"1.0\",\n\"model\": {}}", ":2: expected one object that maps tokens to ids; the id of 'version' is not a whole number of at least 0 (instead of a tokenizer.json, use its vocab.json and merges.txt)")]
    [InlineData("{\"a\": 0, \"▁b\": 1}", ":1: the token '▁b' is not written in GPT-2's byte alphabet; only byte-level vocab.json files are supported")]
    [InlineData("{\"a\": 0, \"\": 1}", ":1: the token '' is not written in GPT-2's byte alphabet; only byte-level vocab.json files are supported")]
    [InlineData("{\"a\": 0, \"a</w>\": 1}", ": the tokens mark ends of words with </w>; only byte-level vocab.json files are supported")]
    public void Damaged_file_is_refused_with_its_line(string text, string message)
    {
        // Given
        string path = _folder.Write("m", text);

        // When
        var error = Assert.Throws<DataException>(() => SubwordModels.Load(path));

        // Then
        Assert.Equal(path + message, error.Message);
    }

    [Theory]
    [InlineData("{\"a\": 0,\n\"b\"")]
    [InlineData("{\"a\": 0,\n}")]
    [InlineData("{\"a\": 0}\n}")]
    [InlineData("{\"a\": 0,\n\"\\ud800\": 1}")]
    public void Damaged_json_is_refused(string text)
    {
        string path = _folder.Write("m", text);

        var error = Assert.Throws<DataException>(() => SubwordModels.Load(path));

        Assert.StartsWith($"{path}:2: damaged JSON: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Vocabulary_without_merges_is_refused()
    {
        File.Delete(_folder.Of("merges.txt"));

        var error = Assert.Throws<DataException>(() => SubwordModels.Load(_folder.Of("vocab.json")));

        Assert.Equal(
            $"{_folder.Of("vocab.json")}: {_folder.Of("merges.txt")} is missing; a GPT-2 style vocabulary needs its list of merges beside it", error.Message);
    }

    [Theory]
    [InlineData("#version: 0.2\no n\nq x\n", 3, "the merge 'q x' needs the token 'qx', which is not in VOCABULARY")]
    [InlineData("o n\n日 x\n", 2, "the merge '日 x' needs the token '日', which is not in VOCABULARY")]
    [InlineData("o n\no\n", 2, "expected two tokens separated by a space; got 'o'")]
    [InlineData("o n e\n", 1, "expected two tokens separated by a space; got 'o n e'")]
    [InlineData("o \n", 1, "expected two tokens separated by a space; got 'o '")]
    [InlineData("o n\n\no n\n", 3, "the merge 'o n' appears twice; the other is in line 1")]
    public void Damaged_merges_are_refused_with_their_line(string merges, int line, string message)
    {
        string path = _folder.Write("merges.txt", merges);

        var error = Assert.Throws<DataException>(() => SubwordModels.Load(_folder.Of("vocab.json")));

        Assert.Equal($"{path}:{line}: {message.Replace("VOCABULARY", _folder.Of("vocab.json"), StringComparison.Ordinal)}", error.Message);
    }

    [Fact]
    public void Invalid_utf8_is_refused_with_its_line()
    {
        string path = _folder.Of("vocab.txt");
        File.WriteAllBytes(path, [.. Encoding.UTF8.GetBytes(new string('x', 5000) + "\n[PAD]\n[UNK]\n[CLS]\n[SEP]\n"), 0xC3, (byte)'\n']);

        var error = Assert.Throws<DataException>(() => SubwordModels.Load(path));

        Assert.Equal($"{path}:6: invalid UTF-8 (byte 0xC3 at byte offset 0 of the line)", error.Message);
    }

    [Fact]
    public void Missing_file_is_reported()
    {
        string path = _folder.Of("none");

        var error = Assert.Throws<DataException>(() => SubwordModels.Load(path));

        Assert.StartsWith($"{path}: cannot read the subword model: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Flipped_bits_are_refused_or_leave_a_usable_model()
    {
        var random = new SeededRandom(17);
        foreach (string name in new[] { "tiny.tiktoken", "vocab.json", "vocab.txt", "merges.txt" })
        {
            byte[] bytes = File.ReadAllBytes(_folder.Of(name));
            for (int round = 0; round < 200; round++)
            {
                byte[] damaged = [.. bytes];
                damaged[random.NextInt(damaged.Length)] ^= (byte)(1 << random.NextInt(8));
                File.WriteAllBytes(_folder.Of(name), damaged);
                AssertRefusedOrUsable(name == "merges.txt" ? "vocab.json" : name);
                File.WriteAllBytes(_folder.Of(name), damaged[..random.NextInt(damaged.Length)]);
                AssertRefusedOrUsable(name == "merges.txt" ? "vocab.json" : name);
            }

            File.WriteAllBytes(_folder.Of(name), bytes);
        }
    }

    [Theory]
    [InlineData("tiny.tiktoken", PreTokenizerKind.Cased, "'cased' does not fit a tiktoken model; expected one of gpt2, cl100k, o200k (Parameter 'kind')")]
    [InlineData("vocab.json", PreTokenizerKind.Uncased, "'uncased' does not fit a GPT-2 style BPE model; expected one of gpt2, cl100k, o200k (Parameter 'kind')")]
    [InlineData("vocab.txt", PreTokenizerKind.Gpt2, "'gpt2' does not fit a WordPiece model; expected one of cased, uncased, uncased_accents (Parameter 'kind')")]
    [InlineData("s.model", PreTokenizerKind.Gpt2, "a SentencePiece model has its own rules; remove it (Parameter 'kind')")]
    public void Pre_tokenizer_of_another_family_is_refused(string file, PreTokenizerKind kind, string message)
    {
        SomeModel.Create(ModelKind.Bpe, SomeModel.Ranked("a", "b")).Save(_folder.Of("s.model"));

        var error = Assert.Throws<ArgumentException>(() => SubwordModels.Load(_folder.Of(file)).CreateTokenizer(kind));

        Assert.Equal(message, error.Message);
    }

    [Fact]
    public void Published_vocabularies_get_their_patterns_by_their_size()
    {
        // Given: the patterns differ on 'a1234', where GPT-2's takes all digits and the others three, and on 'aB', where o200k's splits.
        foreach (var (tokens, gap, expected) in new[]
        {
            (50_256, -1, PreTokenizerKind.Gpt2), (50_280, 50_256, PreTokenizerKind.Gpt2), (100_256, -1, PreTokenizerKind.Cl100k),
            (199_998, -1, PreTokenizerKind.O200k), (300, -1, PreTokenizerKind.Cl100k),
        })
        {
            string path = _folder.Write("big", Numbers(tokens, gap));
            string[] probes = ["x12345", "aBa"];

            // When
            var model = SubwordModels.Load(path);

            // Then
            Assert.Equal(
                probes.Select(model.CreateTokenizer(expected).Encode), probes.Select(model.CreateTokenizer().Encode));
            Assert.Equal(gap < 0 ? tokens + 3 : gap, model.Vocabulary.Eos);
        }
    }

    /// <summary>A tiktoken file of all bytes, some tokens that reveal the pattern, and as many others as needed.</summary>
    private static string Numbers(int tokens, int gap)
    {
        var all = Enumerable.Range(0, 256).Select(value => new[] { (byte)value })
            .Concat(new[] { "aB", "12", "123", "1234", "12345" }.Select(Encoding.ASCII.GetBytes))
            .Concat(Enumerable.Range(1_000_000, tokens).Select(number => Encoding.ASCII.GetBytes("#" + number)));
        return string.Concat(all.Take(tokens).Select((token, i) => $"{Convert.ToBase64String(token)} {(gap >= 0 && i >= gap ? i + 1 : i)}\n"));
    }

    private void AssertRefusedOrUsable(string name)
    {
        ITokenizer tokenizer;
        try
        {
            tokenizer = SubwordModels.Load(_folder.Of(name)).CreateTokenizer();
        }
        catch (DataException e)
        {
            Assert.Contains(_folder.Path, e.Message, StringComparison.Ordinal);
            return;
        }

        Assert.NotNull(tokenizer.Decode(tokenizer.Encode("one two\t日本 😀 c abba\0")));
    }
}
