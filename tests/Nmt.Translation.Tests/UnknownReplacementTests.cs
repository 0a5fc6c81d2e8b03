using Nmt.Search;
using Nmt.TestKit;
using Nmt.TestKit.Searching;
using Nmt.Text;

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
        var lines = new Translator(Tokenizer, scorer, new SearchConfig { ReplaceUnknown = true, BeamSize = 3 })
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
        var line = new Translator(Tokenizer, scorer, new SearchConfig { ReplaceUnknown = true, BeamSize = 1 }, options)
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
        var line = new Translator(Tokenizer, scorer, new SearchConfig { BeamSize = 2 }).Translate(["Plzeň"]).Single();

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
        string text = new UnknownReplacement(tokenizer, lexicon: null).Text("x yň", hypothesis);

        // Then: the source pieces are _x _y ň; y and ň form one word.
        Assert.Equal("x yň x", text);
    }
}
