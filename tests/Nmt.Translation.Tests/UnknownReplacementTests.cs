using Nmt.Search;
using Nmt.TestKit;
using Nmt.TestKit.Searching;
using Nmt.Text;
using Nmt.Text.Subwords;

namespace Nmt.Translation.Tests;

public sealed class UnknownReplacementTests
{
    private static readonly WordTokenizer Tokenizer = new();

    [Fact]
    public void Unknown_words_are_copied_from_the_attended_source_words()
    {
        // Given: a model that copies subwords, unknown ones as unknown, and attends to the subword that it copies.
        var scorer = new AttendingScorer(new CopyScorer(Tokenizer.Vocabulary.Count));

        // When
        var lines = new Translator(new(Tokenizer), scorer, new SearchConfig { ReplaceUnknown = true, BeamSize = 3 })
            .Translate(["a Plzeň b", "Ostrava", "a b", "Brno Brno c"]).Select(line => line.Text);

        // Then
        Assert.Equal(["a Plzeň b", "Ostrava", "a b", "Brno Brno c"], lines);
    }

    [Fact]
    public void Lexicon_takes_precedence_over_copying()
    {
        // Given
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "lexicon.tsv");
        File.WriteAllText(path, "Wien\tVienna\nWien\tWien\n\nKöln\tCologne\n");
        var scorer = new AttendingScorer(new CopyScorer(Tokenizer.Vocabulary.Count));
        var options = new TranslatorOptions { Lexicon = Lexicon.Read(path) };

        // When
        var line = new Translator(new(Tokenizer), scorer, new SearchConfig { ReplaceUnknown = true, BeamSize = 1 }, options)
            .Translate(["Wien a Bonn Köln"]).Single();

        // Then
        Assert.Equal("Vienna a Bonn Cologne", line.Text);
    }

    [Theory]
    [InlineData("a b", "expected source word, tab, target word; got 'a b'")]
    [InlineData("a\tb\tc", "expected source word, tab, target word; got 'a\tb\tc'")]
    [InlineData("a\t", "expected source word, tab, target word; got 'a\t'")]
    public void Malformed_line_of_a_lexicon_is_reported(string line, string message)
    {
        // Given
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "lexicon.tsv");
        File.WriteAllText(path, "x\ty\n" + line + "\n");

        // When, Then
        var exception = Assert.Throws<DataException>(() => Lexicon.Read(path));
        Assert.Equal($"{path}:2: {message}", exception.Message);
    }

    [Fact]
    public void Without_replacement_the_unknown_subword_is_never_generated()
    {
        // Given
        var scorer = new AttendingScorer(new CopyScorer(Tokenizer.Vocabulary.Count));

        // When
        var line = new Translator(new(Tokenizer), scorer, new SearchConfig { BeamSize = 2 }).Translate(["Plzeň"]).Single();

        // Then
        Assert.DoesNotContain(Tokenizer.Vocabulary.Unk, line.Best!.Tokens);
    }

    [Fact]
    public void Partly_unknown_word_is_replaced_as_a_whole()
    {
        // Given: pieces with marks; the second target word has two pieces, the second of which is unknown.
        var tokenizer = new PieceTokenizer();
        var hypothesis = new FinishedHypothesis([4, 5, 3, 4], -1, -1, true)
        {
            Attention = [[1, 0, 0, 0], [0, 0, 1, 0], [0.1f, 0.5f, 0.4f, 0], [1, 0, 0, 0], [0, 0, 0, 1]],
        };

        // When
        string text = new UnknownReplacement(new(tokenizer), lexicon: null).WithText("x yň", hypothesis).Text;

        // Then: the source pieces are _x _y ň; y and ň form one word.
        Assert.Equal("x yň x", text);
    }

    [Fact]
    public void Replaced_words_label_their_tokens()
    {
        // Given: as above
        var tokenizer = new PieceTokenizer();
        var hypothesis = new FinishedHypothesis([4, 5, 3, 4], -1, -1, true)
        {
            Attention = [[1, 0, 0, 0], [0, 0, 1, 0], [0.1f, 0.5f, 0.4f, 0], [1, 0, 0, 0], [0, 0, 0, 1]],
        };

        // When
        var replaced = new UnknownReplacement(new(tokenizer), lexicon: null).WithText("x yň", hypothesis);
        var labels = new SubwordLabels(tokenizer).FromHypothesis(replaced);

        // Then: the label of the unknown token is its replacement, and the tokens of the word join to it.
        Assert.Equal([new ReplacedWord(1, 3, "yň")], replaced.ReplacedWords);
        Assert.Equal(["▁x", "▁y", "yň", "▁x"], labels.Select(label => label.Label));
        Assert.Equal(["▁x", "▁yň", "", "▁x"], labels.Select(label => label.Text));
        Assert.Equal([false, false, true, false], labels.Select(label => label.IsUnknown));
    }

    [Fact]
    public void Among_whole_words_an_unknown_one_is_replaced_alone()
    {
        // Given: a vocabulary in which each piece is a word, the unknown one without a mark.
        var tokenizer = new MarkedWords();
        var hypothesis = new FinishedHypothesis([4, 3, 4], -1, -1, true)
        {
            Attention = [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]],
        };

        // When
        string text = new UnknownReplacement(new(tokenizer), lexicon: null).WithText("x Brno x", hypothesis).Text;

        // Then
        Assert.Equal("x Brno x", text);
    }

    [Fact]
    public void Source_words_are_segmented_by_the_source_side()
    {
        // Given: whole words on the source side; pieces with marks on the target side, where 3 is unknown.
        var hypothesis = new FinishedHypothesis([4, 3, 5], -1, -1, true)
        {
            Attention = [[1, 0, 0], [0, 1, 0], [1, 0, 0], [0, 0, 1]],
        };

        // When
        string text = new UnknownReplacement(new(new WordTokenizer(), new PieceTokenizer()), lexicon: null).WithText("b cd", hypothesis).Text;

        // Then: the unknown piece continues the word of its neighbour, and the second source word is one piece.
        Assert.Equal("cd y", text);
    }

    /// <summary>Words with a mark, as in SentencePiece's models of type word.</summary>
    private sealed class MarkedWords : ITokenizer
    {
        public Vocabulary Vocabulary { get; } =
            new(["<pad>", "<s>", "</s>", "<unk>", "▁x", "▁y"], unk: 3, bos: 1, eos: 2, pad: 0) { IsOfWords = true };

        public int[] Encode(string line) => Array.ConvertAll(EncodeAsPieces(line), Vocabulary.IdOf);

        public string[] EncodeAsPieces(string line) => Array.ConvertAll(line.Split(' '), word => "▁" + word);

        public string Decode(IReadOnlyList<int> ids) => DecodePieces([.. ids.Select(id => Vocabulary[id])]);

        public string DecodePieces(IReadOnlyList<string> pieces) => string.Concat(pieces).Replace('▁', ' ').Trim();
    }
}
