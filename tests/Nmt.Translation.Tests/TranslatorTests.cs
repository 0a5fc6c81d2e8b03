using Nmt.Search;
using Nmt.TestKit.Searching;
using Nmt.Text;

namespace Nmt.Translation.Tests;

public sealed class TranslatorTests
{
    private static readonly WordTokenizer Tokenizer = new();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Every_line_has_one_result(int beamSize)
    {
        // Given
        string[] lines = ["a b c", "", "d", "   \t ", "e f", "", "g h i j k l m n o p q r s t", " u  v "];

        // When
        var translated = Copying(new SearchConfig { BeamSize = beamSize, BatchSentences = 2 }).Translate(lines).ToList();

        // Then
        Assert.Equal(["a b c", "", "d", "", "e f", "", "g h i j k l m n o p q r s t", "u v"], translated.Select(line => line.Text));
        Assert.Equal(lines, translated.Select(line => line.Request.Source));
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], translated.Select(line => line.Request.Number));
    }

    [Fact]
    public void Progress_covers_all_requests_whatever_their_settings()
    {
        // Given: two groups, one line per batch.
        var config = new SearchConfig { BeamSize = 1, BatchSentences = 1 };
        var reported = new List<double>();
        TranslationRequest[] requests = [new(1, "a"), new(2, "b") { Search = config with { BeamSize = 2 } }, new(3, "c"), new(4, "d") { Search = config with { BeamSize = 2 } }];

        // When
        Copying(config).TranslateWindow(requests, new Reports(reported));

        // Then
        Assert.Equal([0.25, 0.5, 0.75, 1], reported);
    }

    [Fact]
    public void Blank_lines_have_no_translation_and_are_not_decoded()
    {
        // Given
        var scorer = new WatchedScorer(new CopyScorer(Tokenizer.Vocabulary.Count));

        // When
        var translated = new Translator(new(Tokenizer), scorer, new SearchConfig()).Translate(["", " ", "\u00a0"]).ToList();

        // Then
        Assert.All(translated, line => Assert.Empty(line.Hypotheses));
        Assert.Empty(scorer.Batches);
    }

    [Fact]
    public void Many_lines_keep_their_order_across_batches_and_windows()
    {
        // Given
        var random = new Random(1);
        string[] lines = [.. Enumerable.Range(0, 500).Select(_ => string.Join(' ', RandomWords(random)))];

        // When
        var translated = Copying(new SearchConfig { BeamSize = 1, BatchSentences = 7 }).Translate(lines).ToList();

        // Then
        Assert.Equal(lines, translated.Select(line => line.Text));
        Assert.Equal(Enumerable.Range(1, 500).Select(number => (long)number), translated.Select(line => line.Request.Number));
    }

    [Fact]
    public void Line_that_is_too_long_is_cropped_and_marked()
    {
        // Given
        var translator = Copying(new SearchConfig { MaxSourceLength = 3 });

        // When
        var translated = translator.Translate(["a b c", "a b c d e", "a"]).ToList();

        // Then
        Assert.Equal([false, true, false], translated.Select(line => line.IsCropped));
        Assert.Equal([3, 5, 1], translated.Select(line => line.SourceLength));
        Assert.Equal(["a b c", "a b c", "a"], translated.Select(line => line.Text));
    }

    [Fact]
    public void Line_that_is_too_long_is_split_and_joined_if_configured()
    {
        // Given
        var translator = Copying(new SearchConfig { BeamSize = 1, MaxSourceLength = 2, LongLines = LongLines.Split });

        // When
        var translated = translator.Translate(["a b c d e", "f g", ""]).ToList();

        // Then
        Assert.Equal(["a b c d e", "f g", ""], translated.Select(line => line.Text));
        Assert.Equal([3, 1, 0], translated.Select(line => line.SourceSegments.Count));
        Assert.All(translated, line => Assert.False(line.IsCropped));
        Assert.Equal(Tokenizer.Encode("a b c d e"), translated[0].SourceTokens);
    }

    [Fact]
    public void Results_of_a_window_keep_the_order_and_numbers_of_the_requests()
    {
        // When
        var translated = Copying(new SearchConfig { BeamSize = 1, BatchSentences = 2 })
            .TranslateWindow([new TranslationRequest(9, "a"), new TranslationRequest(10, ""), new TranslationRequest(11, "b c d"), new TranslationRequest(12, "e f")]);

        // Then
        Assert.Equal([9, 10, 11, 12], translated.Select(line => line.Request.Number));
        Assert.Equal(["a", "", "b c d", "e f"], translated.Select(line => line.Text));
    }

    [Fact]
    public void Line_with_unknown_text_is_marked()
    {
        // When
        var translated = Copying(new SearchConfig { BeamSize = 1 }).Translate(["a b", "a Z"]).ToList();

        // Then
        Assert.Equal([false, true], translated.Select(line => line.HasUnknown));
    }

    [Fact]
    public void N_best_translations_are_returned()
    {
        // Given
        var translator = Copying(new SearchConfig { BeamSize = 4, NBest = 3 });

        // When
        var line = Assert.Single(translator.Translate(["a b"]));

        // Then
        Assert.Equal(3, line.Hypotheses.Count);
        Assert.Equal("a b", line.Hypotheses[0].Text);
        Assert.All(line.Hypotheses, hypothesis => Assert.Equal(Tokenizer.Decode(hypothesis.Tokens), hypothesis.Text));
    }

    [Fact]
    public void Only_the_lines_of_one_window_are_read()
    {
        // Given
        int read = 0;
        IEnumerable<string> Lines()
        {
            while (true)
            {
                read++;
                yield return "a";
            }
        }

        // When
        _ = Copying(new SearchConfig { BeamSize = 1, BatchSentences = 2 }).Translate(Lines()).First();

        // Then: 16 batches of two.
        Assert.Equal(32, read);
    }

    [Fact]
    public void Cancelled_translation_stops_before_the_next_window()
    {
        // Given
        using var source = new CancellationTokenSource();
        var lines = Copying(new SearchConfig { BeamSize = 1, BatchSentences = 1 }).Translate(Enumerable.Repeat("a", 100), source.Token);

        // When
        int count = 0;
        Assert.Throws<OperationCanceledException>(() =>
        {
            foreach (var _ in lines)
            {
                count++;
                source.Cancel();
            }
        });

        // Then
        Assert.Equal(16, count);
    }

    [Fact]
    public void Prefix_and_phrases_are_segmented_into_subwords()
    {
        // Given
        TranslationRequest[] lines = [
            new(1, "a b c") { Prefix = "x y" }, new(2, "a b c") { Required = ["z q"] }, new(3, "a b c") { Banned = ["b c"] }, new(4, "a b c")];

        // When
        var texts = Copying(new SearchConfig()).Translate(lines).Select(line => line.Text).ToList();

        // Then
        Assert.StartsWith("x y ", texts[0], StringComparison.Ordinal);
        Assert.Contains("z q", texts[1], StringComparison.Ordinal);
        Assert.DoesNotContain("b c", texts[2], StringComparison.Ordinal);
        Assert.Equal("a b c", texts[3]);
    }

    [Theory]
    [InlineData(SearchMethod.Sampling, 1)]
    [InlineData(SearchMethod.Beam, 2)]
    public void Required_phrases_that_the_search_does_not_support_are_an_error_with_the_line(SearchMethod method, int groups)
    {
        // Given
        var translator = Copying(new SearchConfig { Method = method, BeamSize = 4, DiverseGroups = groups });

        // When, Then
        var exception = Assert.Throws<DataException>(() => translator.Translate([new TranslationRequest(7, "a") { Required = ["b"] }]).Count());
        Assert.Equal("line 7: required phrases need search.method beam and search.diverse_groups 1", exception.Message);
    }

    [Fact]
    public void Translation_ended_by_the_length_limit_is_marked_incomplete()
    {
        // When
        var lines = Copying(new SearchConfig { MaxLength = 2, BeamSize = 1 }).Translate(["a b c", "a", ""]);

        // Then
        Assert.Equal([false, true, true], lines.Select(line => line.IsComplete));
    }

    [Fact]
    public void Each_request_is_translated_with_its_own_settings()
    {
        // Given
        var config = new SearchConfig { BeamSize = 1 };
        TranslationRequest[] requests =
        [
            new(1, "a b c"), new(2, "d e f") { Search = config with { MaxLength = 2 } }, new(3, "g h i") { Search = config with { BeamSize = 3, NBest = 2 } },
            new(4, "j k l") { Search = config with { MaxSourceLength = 1 } }, new(5, "m n o"),
        ];

        // When
        var results = Copying(config).TranslateWindow(requests);

        // Then: the length limit counts the end of sentence.
        Assert.Equal(requests, results.Select(result => result.Request));
        Assert.Equal(["a b c", "d e", "g h i", "j", "m n o"], results.Select(result => result.Text));
        Assert.Equal([1, 1, 2, 1, 1], results.Select(result => result.Hypotheses.Count));
        Assert.Equal([true, false, true, true, true], results.Select(result => result.IsComplete));
    }

    [Fact]
    public void Unreadable_line_has_no_translation()
    {
        // Given
        TranslationRequest[] requests = [new(1, "") { Fault = new DataException("in:1: bad") }, new(2, "a")];

        // When
        var results = Copying(new SearchConfig { BeamSize = 1 }).TranslateWindow(requests);

        // Then
        Assert.Equal(["", "a"], results.Select(result => result.Text));
        Assert.Empty(results[0].Hypotheses);
    }

    [Fact]
    public void Cancellation_ends_a_window_before_its_next_batch()
    {
        // Given: a scorer that requests cancellation when it reads its second batch.
        using var source = new CancellationTokenSource();
        var scorer = new WatchedScorer(new CopyScorer(Tokenizer.Vocabulary.Count)) { OnStart = batch => Cancel(batch == 2) };
        var translator = new Translator(new(Tokenizer), scorer, new SearchConfig { BeamSize = 1, BatchSentences = 1 });

        // When, Then
        Assert.Throws<OperationCanceledException>(() => translator.TranslateWindow([new(1, "a"), new(2, "b"), new(3, "c")], cancellation: source.Token));
        Assert.Equal(2, scorer.Batches.Count);

        void Cancel(bool isDue)
        {
            if (isDue)
            {
                source.Cancel();
            }
        }
    }

    private static Translator Copying(SearchConfig config) => new(Tokenizer, new CopyScorer(Tokenizer.Vocabulary.Count), config);

    private static IEnumerable<string> RandomWords(Random random) =>
        Enumerable.Range(0, random.Next(6)).Select(_ => ((char)('a' + random.Next(26))).ToString()).ToList();

    private sealed class Reports(List<double> reported) : IProgress<double>
    {
        public void Report(double value) => reported.Add(value);
    }
}
