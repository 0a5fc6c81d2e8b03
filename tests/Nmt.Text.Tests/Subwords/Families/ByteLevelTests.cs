using System.Text;
using Nmt.TestKit;
using Nmt.Text.Subwords;
using Nmt.Text.Subwords.Families;

namespace Nmt.Text.Tests.Subwords.Families;

public sealed class ByteLevelTests : IDisposable
{
    private const string Text =
        "one two three four five six\nthe cat sat on the mat\nnaïve café 😀😀 😀abc日本語日本語 don't don't 1234 1234 \t\t  ...\nThe The THE";

    private static readonly SomeVocabularies Vocabularies = new(Text, merges: 120);

    private readonly TemporaryFolder _folder = new();

    public ByteLevelTests() => Vocabularies.WriteTo(_folder);

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, PreTokenizerKind> Kinds => new()
    {
        { "tiny.tiktoken", PreTokenizerKind.Gpt2 }, { "tiny.tiktoken", PreTokenizerKind.Cl100k }, { "tiny.tiktoken", PreTokenizerKind.O200k },
        { "vocab.json", PreTokenizerKind.Gpt2 }, { "vocab.json", PreTokenizerKind.Cl100k }, { "vocab.json", PreTokenizerKind.O200k },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Decoding_restores_every_line(string file, PreTokenizerKind kind)
    {
        var tokenizer = Tokenizer(file, kind);

        Assert.All(HostileLines.All(), line =>
        {
            int[] ids = tokenizer.Encode(line);
            string[] pieces = tokenizer.EncodeAsPieces(line);
            Assert.Equal(line, tokenizer.Decode(ids));
            Assert.Equal(line, tokenizer.DecodePieces(pieces));
            Assert.Equal(ids, pieces.Select(tokenizer.Vocabulary.IdOf));
            Assert.DoesNotContain(ids, tokenizer.Vocabulary.IsReserved);
            Assert.DoesNotContain(pieces, piece => piece.AsSpan().ContainsAny(" \n\r\t"));
        });
    }

    [Theory]
    [InlineData("vocab.json", PreTokenizerKind.Gpt2)]
    [InlineData("vocab.json", PreTokenizerKind.Cl100k)]
    public void Gpt2_files_segment_as_a_naive_implementation_does(string file, PreTokenizerKind kind)
    {
        var tokenizer = Tokenizer(file, kind);
        var ranks = Vocabularies.Merges.Select((merge, rank) => ($"{Hex(merge.Left)} {Hex(merge.Right)}", rank)).ToDictionary();

        Assert.All(HostileLines.All(), line => Assert.Equal(
            Words(line, kind).SelectMany(word => Merged(word, pair => ranks.GetValueOrDefault($"{Hex(pair.Left)} {Hex(pair.Right)}", int.MaxValue))),
            tokenizer.Encode(line)));
    }

    [Theory]
    [InlineData("tiny.tiktoken", PreTokenizerKind.Gpt2)]
    [InlineData("tiny.tiktoken", PreTokenizerKind.Cl100k)]
    public void Tiktoken_file_segments_as_a_naive_implementation_does(string file, PreTokenizerKind kind)
    {
        var tokenizer = Tokenizer(file, kind);
        var ranks = Vocabularies.Tokens.Select((token, rank) => (Hex(token), rank)).ToDictionary();

        Assert.All(HostileLines.All(), line => Assert.Equal(
            Words(line, kind).SelectMany(word => ranks.TryGetValue(Hex(Encoding.UTF8.GetBytes(word)), out int whole)
                ? [whole]
                : Merged(word, pair => ranks.GetValueOrDefault(Hex(pair.Left) + Hex(pair.Right), int.MaxValue))),
            tokenizer.Encode(line)));
    }

    [Theory]
    [InlineData("😀abc 😀", "😀abc| 😀")]
    [InlineData("𠀀𠀁a", "𠀀𠀁a")]
    [InlineData("𝟙𝟚𝟛𝟜", "𝟙𝟚𝟛|𝟜")]
    [InlineData("HELLOworld don't", "HELLOworld| don't")]
    [InlineData("x/y//\n\nz", "x|/y|//\n\n|z")]
    [InlineData("fooBar", "foo|Bar")]
    public void O200k_pattern_splits_whole_characters(string text, string words)
    {
        var split = Nmt.Text.Subwords.Families.ByteLevelPreTokenizer.Create(PreTokenizerKind.O200k)
            .PreTokenize(text).Select(word => text.Substring(word.Offset, word.Length));

        Assert.Equal(words.Split('|'), split);
    }

    [Theory]
    [InlineData("tiny.tiktoken")]
    [InlineData("vocab.json")]
    public void Lone_surrogates_become_the_replacement_character(string file)
    {
        var tokenizer = Tokenizer(file, null);

        Assert.Equal("a\uFFFDb\uFFFD", tokenizer.Decode(tokenizer.Encode("a\uD83Db\uDE00")));
    }

    [Theory]
    [InlineData("tiny.tiktoken")]
    [InlineData("vocab.json")]
    public void Parts_of_characters_decode_to_the_replacement_character(string file)
    {
        // Given: the ids of single bytes are their values.
        var tokenizer = Tokenizer(file, null);

        // Then: one for each part that could begin a character, as Unicode recommends and tiktoken does.
        Assert.Equal("a\uFFFDb", tokenizer.Decode(['a', 0xF0, 0x9F, 0x98, 'b']));
        Assert.Equal("\uFFFD\uFFFD", tokenizer.Decode([0x80, 0xFF]));
        Assert.Equal("😀", tokenizer.Decode([0xF0, 0x9F, 0x98, 0x80]));
        Assert.Equal("", tokenizer.Decode([]));
    }

    [Theory]
    [InlineData("tiny.tiktoken")]
    [InlineData("vocab.json")]
    public void Reserved_ids_decode_to_nothing_and_unknown_to_the_replacement_character(string file)
    {
        var tokenizer = Tokenizer(file, null);
        var v = tokenizer.Vocabulary;

        Assert.Equal("a\uFFFDb", tokenizer.Decode([v.Bos, 'a', v.Unk, v.Pad, 'b', v.Eos]));
        Assert.Equal("a\uFFFDb", tokenizer.DecodePieces(["<s>", "a", "<unk>", "<pad>", "b", "</s>"]));
        Assert.Throws<ArgumentOutOfRangeException>(() => tokenizer.Decode([v.Count]));
        Assert.Throws<ArgumentOutOfRangeException>(() => tokenizer.Decode([-1]));
    }

    [Fact]
    public void Tiktoken_file_gets_its_reserved_ids_after_the_last_rank()
    {
        var v = Tokenizer("tiny.tiktoken", null).Vocabulary;
        int tokens = Vocabularies.Tokens.Count;

        Assert.Equal((tokens, tokens + 1, tokens + 2, tokens + 3, tokens + 4), (v.Pad, v.Unk, v.Bos, v.Eos, v.Count));
        Assert.Equal(["<pad>", "<unk>", "<s>", "</s>"], Enumerable.Range(tokens, 4).Select(id => v[id]));
    }

    [Fact]
    public void End_of_text_is_the_end_of_a_sentence()
    {
        var v = Tokenizer("vocab.json", null).Vocabulary;
        int tokens = Vocabularies.Tokens.Count;

        Assert.Equal((tokens, tokens + 1, tokens + 2, tokens + 3, tokens + 4), (v.Eos, v.Pad, v.Unk, v.Bos, v.Count));
        Assert.Equal("</s>", v[tokens]);
    }

    [Fact]
    public void Reserved_tokens_of_the_vocabulary_keep_their_ids()
    {
        // Given: the tokens of RoBERTa, but at the end.
        _folder.Write("vocab.json", Vocabularies.VocabularyJson("<s>", "<pad>", "</s>", "<unk>", "<mask>", "<|endoftext|>"));

        var tokenizer = Tokenizer("vocab.json", null);
        var v = tokenizer.Vocabulary;
        int tokens = Vocabularies.Tokens.Count;

        Assert.Equal((tokens, tokens + 1, tokens + 2, tokens + 3, tokens + 6), (v.Bos, v.Pad, v.Eos, v.Unk, v.Count));
        Assert.Equal("<mask><|endoftext|>", tokenizer.Decode([tokens + 4, tokens + 5]));
        Assert.All(["<s>", "</s>", "<pad>", "<unk>", "<mask>", "<|endoftext|>"], text => Assert.All(tokenizer.Encode(text), id => Assert.True(id < tokens)));
    }

    [Fact]
    public void Token_that_results_from_merges_is_text_even_if_it_looks_reserved()
    {
        // Given
        var v = new SomeVocabularies("</s> </s> </s> </s> </s>\n</s>\n</s>");
        int merged = v.Tokens.FindIndex(token => Encoding.UTF8.GetString(token) == "</s>");
        Assert.True(merged > 0);
        _folder.Write("vocab.json", v.VocabularyJson());
        _folder.Write("merges.txt", v.MergesText());
        _folder.Write("tiny.tiktoken", v.Tiktoken());

        foreach (string file in new[] { "vocab.json", "tiny.tiktoken" })
        {
            // When
            var tokenizer = Tokenizer(file, null);
            int[] ids = tokenizer.Encode("</s>");

            // Then
            Assert.All(ids, id => Assert.True(id < v.Tokens.Count));
            Assert.Equal("</s>", tokenizer.Decode(ids));
            Assert.Equal("<0x3C>/s>", tokenizer.Vocabulary[merged]);
            Assert.Equal("</s>", tokenizer.Decode([merged]));
            Assert.Equal("</s>", tokenizer.DecodePieces(["<0x3C>/s>"]));
            Assert.Equal("", tokenizer.DecodePieces(["</s>"]));
        }
    }

    [Theory]
    [InlineData(" one two", "▁one ▁two")]
    [InlineData("é", "<0xC3> <0xA9>")]
    [InlineData("<0x41>", "<0x3C> 0 x 4 1 >")]
    [InlineData("▁", "<0xE2> <0x96> <0x81>")]
    [InlineData("\t\n", "<0x09> <0x0A>")]
    public void Pieces_are_readable(string text, string pieces)
    {
        // Given: two words are whole tokens, nothing else is.
        var v = new SomeVocabularies("x one x one x one x two x two x two x\nx\nx", merges: 7);
        _folder.Write("vocab.json", v.VocabularyJson());
        _folder.Write("merges.txt", v.MergesText());

        string[] shown = Tokenizer("vocab.json", null).EncodeAsPieces(text);

        Assert.Equal(pieces.Replace("<0x3C>", "<", StringComparison.Ordinal).Split(' '), shown);
    }

    [Fact]
    public void All_pieces_differ_and_convert_back_to_their_bytes()
    {
        // Given: tokens that look like marks or other tokens, or are invisible.
        byte[][] tokens =
        [
            "▁"u8.ToArray(), " "u8.ToArray(), "<0x20>"u8.ToArray(), "<0x3C>"u8.ToArray(), "<"u8.ToArray(), "<0x4"u8.ToArray(), [0xE2], [0xE2, 0x96], [0x96, 0x81],
            "</s>"u8.ToArray(), "<s>"u8.ToArray(), "<0x3C>/s>"u8.ToArray(), "\u0085"u8.ToArray(), "\u2028"u8.ToArray(), "a\u00A0b"u8.ToArray(), "<0xzz>"u8.ToArray(),
            [.. "é"u8, 0xC3], [0xED, 0xA0, 0x80], "\uFEFF"u8.ToArray(),
        ];

        var pieces = tokens.Select(token => Nmt.Text.Subwords.Families.PieceNotation.Write(token, ["<s>", "</s>"])).ToList();

        Assert.Equal(tokens.Length, pieces.Distinct().Count());
        Assert.Equal(tokens.Select(Hex), pieces.Select(piece => Hex(Nmt.Text.Subwords.Families.PieceNotation.Read(piece))));
        Assert.DoesNotContain("</s>", pieces);
    }

    [Fact]
    public void Long_lines_without_spaces_do_not_take_quadratic_time()
    {
        string[] lines = [string.Concat(Enumerable.Repeat("onetwo", 50_000)), new(' ', 300_000), string.Concat(Enumerable.Repeat("😀", 50_000)) + "x"];

        Assert.All(["tiny.tiktoken", "vocab.json"], file => Assert.All(lines, line =>
        {
            var tokenizer = Tokenizer(file, null);
            var watch = System.Diagnostics.Stopwatch.StartNew();
            Assert.Equal(line, tokenizer.Decode(tokenizer.Encode(line)));
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{file}: {watch.Elapsed}");
        }));
    }

    [Fact]
    public void Threads_share_a_tokenizer()
    {
        string[] lines = [.. HostileLines.All()];
        foreach (string file in new[] { "tiny.tiktoken", "vocab.json" })
        {
            var tokenizer = Tokenizer(file, null);
            int[][] alone = Array.ConvertAll(lines, Tokenizer(file, null).Encode);
            int[][] together = new int[lines.Length][];
            Parallel.For(0, lines.Length * 4, i => together[i % lines.Length] = tokenizer.Encode(lines[i % lines.Length]));
            Assert.Equal(alone, together);
        }
    }

    private ITokenizer Tokenizer(string file, PreTokenizerKind? kind) => SubwordModels.Load(_folder.Of(file)).CreateTokenizer(kind);

    private static IReadOnlyList<string> Words(string line, PreTokenizerKind kind) =>
        kind == PreTokenizerKind.Gpt2 ? NaiveWords.Gpt2(line) : NaiveWords.Cl100k(line);

    /// <summary>The ids of a word: the pair with the lowest rank is merged, the first on ties, until no pair has a rank.</summary>
    private static IEnumerable<int> Merged(string word, Func<(byte[] Left, byte[] Right), int> rankOf)
    {
        var parts = Encoding.UTF8.GetBytes(word).Select(value => new[] { value }).ToList();
        while (parts.Count > 1)
        {
            var (rank, at) = Enumerable.Range(0, parts.Count - 1).Select(i => (Rank: rankOf((parts[i], parts[i + 1])), At: i)).Min();
            if (rank == int.MaxValue)
            {
                break;
            }

            parts[at] = [.. parts[at], .. parts[at + 1]];
            parts.RemoveAt(at + 1);
        }

        return parts.Select(part => Vocabularies.Tokens.FindIndex(token => token.AsSpan().SequenceEqual(part)));
    }

    private static string Hex(byte[] bytes) => Convert.ToHexString(bytes);
}
