using Nmt.Search;
using Nmt.TestKit;
using Nmt.TestKit.Searching;
using Nmt.Text.Subwords;
using Nmt.Text.Subwords.Families;
using Nmt.Text.SubwordTraining;
using Nmt.Text.SubwordTraining.Input;
using Nmt.Translation.Constraints;

namespace Nmt.Translation.Tests.Constraints;

public sealed class ConstraintCheckTests
{
    private const string Text = "one two three\nfour five six\nthe cat sleeps\nthe dog sleeps\none cat two dogs\n";

    private static readonly WordTokenizer Words = new();

    [Theory]
    [InlineData("x y", "a b", "c", null)]
    [InlineData("x Z", "a b", "c", "'x Z' cannot be generated: the subword model has no piece for 'Z'")]
    [InlineData("x y", "a Z", "c", "'a Z' cannot be generated: the subword model has no piece for 'Z'")]
    [InlineData("x <s>", "a b", "c", "'x <s>' cannot be generated: '<s>' is a control symbol of the subword model")]
    [InlineData("x y", "a b", "Z", null)]
    [InlineData("x y", "a b", "</s>", null)]
    [InlineData("x y", "a b", "b", "'a b' cannot be generated: it contains the banned phrase 'b'")]
    [InlineData("x y", "a b", "x y", "'x y' cannot be generated: it contains the banned phrase 'x y'")]
    [InlineData("x y", "a b", "y a", null)]
    public void Prefix_and_phrases_are_checked(string prefix, string required, string banned, string? expected)
    {
        // When
        var problem = new ConstraintCheck(new(Words), new SearchConfig()).Find(
            new TranslationRequest(1, "a") { Prefix = prefix, Required = [required], Banned = [banned] });

        // Then
        Assert.Equal(expected, problem?.Text);
    }

    [Fact]
    public void Unreadable_lines_and_blank_lines_without_constraints_have_no_problem()
    {
        // Given
        var check = new ConstraintCheck(new(Words), new SearchConfig { MinLength = 5 });

        // When, Then
        Assert.Null(check.Find(new TranslationRequest(1, "") { Fault = new Nmt.Text.DataException("bad"), Required = ["Z"] }));
        Assert.Null(check.Find(new TranslationRequest(1, " ")));
        Assert.NotNull(check.Find(new TranslationRequest(1, " ") { Required = ["a"] }));
    }

    [Fact]
    public void Dropping_constraints_leaves_bans_and_the_other_settings()
    {
        // Given
        var check = new ConstraintCheck(new(Words), new SearchConfig { BeamSize = 3, MinLength = 50 });

        // When
        var dropped = check.Drop(new TranslationRequest(1, "a") { Prefix = "x", Required = ["b"], Banned = ["c"] }, "because");

        // Then
        Assert.Equal(("", 0, "c", "because"), (dropped.Prefix, dropped.Required.Count, Assert.Single(dropped.Banned), dropped.DroppedConstraints));
        Assert.Equal(new SearchConfig { BeamSize = 3 }, dropped.Search);
        Assert.Null(check.Find(dropped with { Search = null, Source = "" }));
    }

    [Fact]
    public void Banned_phrase_with_unknown_text_does_not_ban_unknown_words()
    {
        // Given: the source word Z is translated by the unknown subword, which is then replaced.
        var translator = new Translator(new(Words), new CopyScorer(Words.Vocabulary.Count), new SearchConfig { BeamSize = 1 });

        // When
        var banned = translator.TranslateWindow([new TranslationRequest(1, "a b") { Banned = ["Z", "</s>", "b"] }])[0];

        // Then
        Assert.DoesNotContain(Words.Encode("b")[0], banned.Best!.Tokens);
        Assert.True(banned.IsComplete);
    }

    [Theory]
    [InlineData(ModelKind.Unigram)]
    [InlineData(ModelKind.Bpe)]
    [InlineData(ModelKind.Word)]
    [InlineData(ModelKind.Char)]
    public void SentencePiece_models_know_only_their_characters(ModelKind kind)
    {
        // When
        var tokenizer = Train(new SubwordTrainingOptions { ModelType = kind });

        // Then
        Assert.Equal("'the 北 cat' cannot be generated: the subword model has no piece for '北'", Problem(tokenizer, "the 北 cat"));
        Assert.Null(Problem(tokenizer, "the cat"));
    }

    [Fact]
    public void Nothing_is_unknown_with_byte_fallback()
    {
        // When
        var tokenizer = Train(new SubwordTrainingOptions { ModelType = ModelKind.Unigram, ByteFallback = true, VocabularySize = 300 });

        // Then
        Assert.Null(Problem(tokenizer, "北京 <s> \u0308"));
    }

    [Fact]
    public void User_defined_symbols_are_known_and_control_symbols_are_not()
    {
        // When
        var tokenizer = Train(new SubwordTrainingOptions { UserDefinedSymbols = ["<sep>"], ControlSymbols = ["<ctl>"] });

        // Then
        Assert.Null(Problem(tokenizer, "one<sep>two"));
        Assert.Equal("'one <ctl>' cannot be generated: the subword model has no piece for '<'", Problem(tokenizer, "one <ctl>"));
    }

    [Theory]
    [InlineData("tiny.tiktoken", "北京 </s>", null)]
    [InlineData("vocab.json", "北京 </s> <|endoftext|>", null)]
    [InlineData("vocab.txt", "the 北 cat", "'the 北 cat' cannot be generated: the subword model has no piece for '北'")]
    [InlineData("vocab.txt", "the cat", null)]
    public void Byte_level_vocabularies_know_everything_and_wordpiece_its_characters(string model, string phrase, string? expected)
    {
        // Given
        using var folder = new TemporaryFolder();
        new SomeVocabularies(Text).WriteTo(folder);

        // When, Then
        Assert.Equal(expected, Problem(SubwordModels.LoadForTranslation(folder.Of(model)).CreateTokenizer(), phrase));
    }

    [Fact]
    public void Long_phrases_are_shortened_and_invisible_characters_escaped_in_messages()
    {
        // When
        string? problem = Problem(Words, "Z\u200E" + new string('q', 200));

        // Then
        Assert.Equal($"'Z\\u200E{new string('q', 53)}…' cannot be generated: the subword model has no piece for 'Z\\u200E{new string('q', 53)}…'", problem);
    }

    private static string? Problem(ITokenizer tokenizer, string phrase) =>
        new ConstraintCheck(new(tokenizer), new SearchConfig()).Find(new TranslationRequest(1, "one") { Required = [phrase] })?.Text;

    private static ITokenizer Train(SubwordTrainingOptions options) => SubwordTrainer.Train(
        options with { VocabularySize = Math.Min(options.VocabularySize, options.ByteFallback ? 300 : 40), HardVocabularyLimit = false, Threads = 1 },
        Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)).Model.CreateTokenizer();
}
