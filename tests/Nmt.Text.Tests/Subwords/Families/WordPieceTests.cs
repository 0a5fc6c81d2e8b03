using Nmt.TestKit;
using Nmt.Text.Subwords;
using Nmt.Text.Subwords.Families;

namespace Nmt.Text.Tests.Subwords.Families;

public sealed class WordPieceTests : IDisposable
{
    private const string Cased = "[PAD]\n[unused0]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nThe\nthe\ncat\n##s\n##ing\nplay\n.\n,\n'\ns\nn\nt\ndon\ncafé\n[\n]\nSEP\n中\n<\n/\n>\n##</s>\n##中\n";
    private const string Uncased = "[PAD]\n[UNK]\n[CLS]\n[SEP]\nthe\ncat\n##s\ncafe\nplay\n##ing\n.\ni\nstrasse\nσοφος\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("The cats playing.", "▁The ▁cat s ▁play ing ▁.", "The cats playing.")]
    [InlineData("the, cat", "▁the ▁, ▁cat", "the, cat")]
    [InlineData("don't", "▁don ▁' ▁t", "don't")]
    [InlineData("the dog", "▁the ▁dog", "the [UNK]")]
    [InlineData("", "", "")]
    [InlineData(" \t\u00A0\u3000 ", "", "")]
    [InlineData("the\tcat\u00A0the\u2028cat", "▁the ▁cat ▁the ▁cat", "the cat the cat")]
    [InlineData("c\u00ADa\u200Bt\u0000\uFEFF\uFFFD", "▁cat", "cat")]
    [InlineData("the中中cat", "▁the ▁中 ▁中 ▁cat", "the 中 中 cat")]
    [InlineData("[SEP]", "▁[ ▁SEP ▁]", "[ SEP ]")]
    [InlineData("</s>", "▁< ▁/ ▁s ▁>", "< / s >")]
    [InlineData("😀", "▁😀", "[UNK]")]
    [InlineData("the\uD83D cat", "▁the ▁cat", "the cat")]
    [InlineData("café", "▁café", "café")]
    [InlineData("CAT", "▁CAT", "[UNK]")]
    public void Cased_vocabulary_segments_and_joins_as_bert_does(string line, string pieces, string decoded)
    {
        var tokenizer = Tokenizer(Cased);

        Assert.Equal(pieces.Split(' ', StringSplitOptions.RemoveEmptyEntries), tokenizer.EncodeAsPieces(line));
        Assert.Equal(decoded, tokenizer.Decode(tokenizer.Encode(line)));
    }

    [Theory]
    [InlineData("The CATS", null, "the cats")]
    [InlineData("CAFÉ cafe\u0301", null, "cafe cafe")]
    [InlineData("İ", null, "i")]
    [InlineData("Straße", null, "[UNK]")]
    [InlineData("ΣΟΦΟΣ", null, "[UNK]")]
    [InlineData("The cat", PreTokenizerKind.Cased, "[UNK] cat")]
    [InlineData("CAFE CAFÉ", PreTokenizerKind.UncasedAccents, "cafe [UNK]")]
    public void Vocabulary_without_capitals_lower_cases_by_default(string line, PreTokenizerKind? kind, string decoded) =>
        Assert.Equal(decoded, Decoded(Tokenizer(Uncased, kind), line));

    [Fact]
    public void Vocabulary_with_small_accented_letters_keeps_accents()
    {
        var tokenizer = Tokenizer(Uncased + "für\n");

        Assert.Equal("für [UNK]", Decoded(tokenizer, "FÜR café"));
    }

    [Fact]
    public void Vocabulary_with_a_noncharacter_is_read() => Assert.Equal("the", Decoded(Tokenizer(Uncased + "a\uFFFE\n"), "THE\uFFFE"));

    [Fact]
    public void Special_tokens_are_found_at_any_position()
    {
        var v = Tokenizer(Cased).Vocabulary;

        Assert.Equal((0, 2, 3, 4), (v.Pad, v.Unk, v.Bos, v.Eos));
        Assert.Equal(["<pad>", "▁[unused0]", "▁<unk>", "<s>", "</s>", "▁[MASK]"], Enumerable.Range(0, 6).Select(id => v[id]));
        Assert.Equal("<0x3C>/s>", v[Array.IndexOf(Cased.Split('\n'), "##</s>")]);
    }

    [Fact]
    public void Decoding_omits_special_tokens_and_shows_unknown_words()
    {
        var tokenizer = Tokenizer(Cased);
        var v = tokenizer.Vocabulary;
        int cat = v.IdOf("▁cat");
        int s = v.IdOf("s");

        Assert.Equal("cats [UNK]", tokenizer.Decode([v.Bos, cat, v.Pad, s, v.Unk, v.Eos]));
        Assert.Equal("##s cat", tokenizer.Decode([s, cat]));
        Assert.Equal("cats dog [UNK]", tokenizer.DecodePieces(["<s>", "▁cat", "s", "▁dog", "▁<unk>", "</s>"]));
        Assert.Throws<ArgumentOutOfRangeException>(() => tokenizer.Decode([v.Count]));
    }

    [Fact]
    public void Words_of_more_than_a_hundred_characters_are_unknown()
    {
        var tokenizer = Tokenizer(Cased + "a\n##a\n");

        Assert.Equal(100, tokenizer.Encode(new string('a', 100)).Length);
        Assert.Equal([tokenizer.Vocabulary.Unk], tokenizer.Encode(new string('a', 101)));
    }

    [Fact]
    public void Any_line_is_encoded_and_no_text_becomes_a_special_token()
    {
        var tokenizer = Tokenizer(Cased);
        var v = tokenizer.Vocabulary;

        Assert.All(HostileLines.All(), line =>
        {
            int[] ids = tokenizer.Encode(line);
            string[] pieces = tokenizer.EncodeAsPieces(line);
            Assert.Equal(ids.Length, pieces.Length);
            Assert.All(ids.Zip(pieces), pair => Assert.True(pair.First == v.Unk || v[pair.First] == pair.Second));
            Assert.DoesNotContain(ids, id => id == v.Bos || id == v.Eos || id == v.Pad);
            Assert.NotNull(tokenizer.Decode(ids));
        });
    }

    [Fact]
    public void Segments_as_a_naive_implementation_does()
    {
        // Given
        var vocabularies = new SomeVocabularies("the cat sat on the mat naive cafe playing players play 1234 日本 한국어");
        string text = vocabularies.WordPiece();
        var tokenizer = Tokenizer(text, PreTokenizerKind.Cased);
        string[] tokens = text.Split('\n');

        // Then: words of ASCII letters and digits are segmented greedily from the left.
        foreach (string word in HostileLines.All().SelectMany(line => line.Split(' ')).Where(word => word.Length is > 0 and <= 100 && word.All(char.IsAsciiLetterOrDigit)))
        {
            Assert.Equal(Greedy(word, tokens), tokenizer.Encode(word));
        }
    }

    private static List<int> Greedy(string word, string[] tokens)
    {
        var ids = new List<int>();
        for (int start = 0; start < word.Length;)
        {
            int length = Enumerable.Range(1, word.Length - start).LastOrDefault(size => tokens.Contains((start > 0 ? "##" : "") + word.Substring(start, size)));
            if (length == 0)
            {
                return [Array.IndexOf(tokens, "[UNK]")];
            }

            ids.Add(Array.IndexOf(tokens, (start > 0 ? "##" : "") + word.Substring(start, length)));
            start += length;
        }

        return ids;
    }

    private static string Decoded(ITokenizer tokenizer, string line) => tokenizer.Decode(tokenizer.Encode(line));

    private ITokenizer Tokenizer(string vocabulary, PreTokenizerKind? kind = null) =>
        SubwordModels.Load(_folder.Write("vocab.txt", vocabulary)).CreateTokenizer(kind);
}
