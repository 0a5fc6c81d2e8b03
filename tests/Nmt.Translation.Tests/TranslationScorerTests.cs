using Nmt.Search;
using Nmt.Search.Decoding;
using Nmt.TestKit.Searching;
using Nmt.Text;

namespace Nmt.Translation.Tests;

public sealed class TranslationScorerTests
{
    private static readonly WordTokenizer Tokenizer = new();

    [Fact]
    public void Translations_get_the_log_probabilities_of_the_table()
    {
        // Given
        var scorer = new TableScorer(Some.Vocabulary, seed: 1);
        int[][] sources = Some.Sentences(30, 6, seed: 2);
        int[][] targets = [.. Some.Sentences(30, 8, seed: 3).Select(sentence => sentence[..^1])];

        // When
        var scored = new ForcedDecoder(scorer, Some.Options(3, new LengthPenalty(LengthPenaltyKind.Average, 1))).Score(sources, targets);

        // Then
        for (int i = 0; i < 30; i++)
        {
            int[] tokens = [.. targets[i], Some.Eos];
            Assert.Equal(targets[i], scored[i].Tokens);
            Assert.Equal(tokens.Length, scored[i].TokenLogProbabilities.Count);
            for (int t = 0; t < tokens.Length; t++)
            {
                Assert.Equal(scorer.Next(sources[i], Some.Bos, tokens[..t])[tokens[t]], scored[i].TokenLogProbabilities[t], 1e-5);
            }

            Assert.Equal(scorer.Total(sources[i], Some.Bos, tokens) / tokens.Length, scored[i].Score, 1e-5);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(64)]
    public void Translated_text_gets_the_scores_of_the_search(int batchSentences)
    {
        // Given
        var random = new Random(1);
        string[] lines = [.. Enumerable.Range(0, 60).Select(_ => string.Join(' ', Enumerable.Range(0, random.Next(7)).Select(_ => (char)('a' + random.Next(26)))))];
        var scorer = new TableScorer(Tokenizer.Vocabulary.Count, seed: 4);
        var config = new SearchConfig { BatchSentences = batchSentences, BeamSize = 3 };
        var translated = new Translator(new(Tokenizer), scorer, config).Translate(lines).ToList();

        // When
        var scored = new TranslationScorer(new(Tokenizer), scorer, config)
            .Score(translated.Select(line => Request(line.Request.Number, line.Request.Source, line.Text))).ToList();

        // Then
        Assert.Equal(lines, scored.Select(pair => pair.Request.Source));
        foreach (var (line, pair) in translated.Zip(scored))
        {
            Assert.Equal(line.Hypotheses.Count == 0, pair.Best is null);
            if (pair.Best is not null && line.Best!.IsComplete)
            {
                Assert.Equal(line.Best.LogProbability, pair.Best.LogProbability, 1e-4);
                Assert.Equal(line.Best.Score, pair.Best.Score, 1e-4);
                Assert.Equal(pair.Pieces(pair.Best).Count + 1, pair.Best.TokenLogProbabilities.Count);
            }
        }
    }

    [Fact]
    public void Attention_is_returned_on_request()
    {
        // Given
        var scorer = new AttendingScorer(new CopyScorer(Tokenizer.Vocabulary.Count));

        // When
        var scored = new TranslationScorer(new(Tokenizer), scorer, new SearchConfig(), keepsAttention: true).Score([Request(1, "a b", "a b")]).Single();

        // Then
        Assert.Equal([[1, 0, 0], [0, 1, 0], [0, 0, 1]], scored.Best!.Attention);
    }

    [Theory]
    [InlineData(1, 100)]
    [InlineData(3, 100)]
    [InlineData(3, 2)]
    public void Translated_subwords_get_the_scores_of_the_search(int beamSize, int maxLength)
    {
        // Given: with a limit of two, some translations have no end of sentence.
        var scorer = new TableScorer(Tokenizer.Vocabulary.Count, seed: 6);
        var config = new SearchConfig { BeamSize = beamSize, MaxLength = maxLength, LengthPenalty = LengthPenaltyKind.Gnmt, BatchSentences = 3 };
        var lines = new Translator(new(Tokenizer), scorer, config).Translate(["a b c", "", "d", "e f", "g h i j"]).ToList();

        // When
        var scored = new TranslationScorer(new(Tokenizer), scorer, config).ScoreWindow([.. lines.Select(line => Request(line.Request.Number, line.Request.Source, line.Text) with
        {
            TargetPieces = line.Best is { } best ? line.Pieces(best) : [], IsComplete = line.IsComplete,
        })]);

        // Then
        Assert.True(maxLength > 2 || lines.Exists(line => !line.IsComplete));
        for (int i = 0; i < lines.Count; i++)
        {
            var expected = lines[i].Best;
            Assert.Equal(expected is null, scored[i].Best is null);
            Assert.Equal(expected?.LogProbability ?? 0, scored[i].Best?.LogProbability ?? 0, 1e-4);
            Assert.Equal(expected?.Score ?? 0, scored[i].Best?.Score ?? 0, 1e-4);
            Assert.Equal(expected?.IsComplete, scored[i].Best?.IsComplete);
        }
    }

    [Fact]
    public void Target_without_a_source_has_a_score_and_two_blank_sides_have_none()
    {
        // When
        var scored = new TranslationScorer(new(Tokenizer), new TableScorer(Tokenizer.Vocabulary.Count, seed: 6), new SearchConfig())
            .ScoreWindow([Request(1, "", "a"), Request(2, " ", "")]);

        // Then
        Assert.True(scored[0].Best!.LogProbability < 0);
        Assert.Null(scored[1].Best);
    }

    [Theory]
    [InlineData(1, 100)]
    [InlineData(3, 100)]
    [InlineData(3, 2)]
    public void Segments_get_the_scores_of_the_search(int beamSize, int maxLength)
    {
        // Given: with a limit of two, some inner and last segments have no end of sentence.
        var scorer = new TableScorer(Tokenizer.Vocabulary.Count, seed: 6);
        var config = new SearchConfig
        {
            BeamSize = beamSize, MaxLength = maxLength, LengthPenalty = LengthPenaltyKind.Gnmt, BatchSentences = 3,
            MaxSourceLength = 2, LongLines = LongLines.Split,
        };
        var lines = new Translator(new(Tokenizer), scorer, config).Translate(["a b c", "d", "e f g h i", "j k l m"]).ToList();

        // When: scoring uses different settings for long lines than translating.
        var scored = new TranslationScorer(new(Tokenizer), scorer, config with { MaxSourceLength = 1000, LongLines = LongLines.Crop })
            .ScoreWindow([.. lines.Select(ToPair)]);

        // Then
        Assert.Equal([2, 1, 3, 2], lines.Select(line => line.SourceSegments.Count));
        Assert.True(maxLength > 2 || lines.Exists(line => !line.IsComplete));
        foreach (var (line, pair) in lines.Zip(scored))
        {
            var expected = line.Best!;
            Assert.Equal(expected.LogProbability, pair.Best!.LogProbability, 1e-4);
            Assert.Equal(expected.Score, pair.Best.Score, 1e-4);
            Assert.Equal(expected.Tokens, pair.Best.Tokens);
            Assert.Equal(expected.IsComplete, pair.Best.IsComplete);
            Assert.Equal(expected.Segments, pair.Best.Segments);
            Assert.All(
                expected.TokenLogProbabilities.Zip(pair.Best.TokenLogProbabilities), token => Assert.Equal(token.First, token.Second, 1e-4));
            Assert.Equal(expected.TokenLogProbabilities.Count, pair.Best.TokenLogProbabilities.Count);
            Assert.False(pair.IsCropped);
        }
    }

    [Fact]
    public void Log_probability_of_a_line_is_the_sum_over_its_segments()
    {
        // Given
        var scorer = new TranslationScorer(new(Tokenizer), new TableScorer(Tokenizer.Vocabulary.Count, seed: 6), new SearchConfig());

        // When
        var alone = scorer.ScoreWindow([Request(1, "a b", "x"), Request(2, "c", "y z")]);
        var joined = scorer.ScoreWindow([Request(3, "a b c", "") with
        {
            TargetPieces = ["x", "y", "z"], Segments = [new SegmentLengths(2, 1, true), new SegmentLengths(1, 2, true)],
        }]);

        // Then: the score is the mean over the segments.
        Assert.Equal(alone.Sum(pair => pair.Best!.LogProbability), joined[0].Best!.LogProbability, 1e-4);
        Assert.Equal(alone.Average(pair => pair.Best!.Score), joined[0].Best!.Score, 1e-4);
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(3, 1)]
    public void Segments_that_do_not_match_the_line_are_rejected(int sourceLength, int targetLength)
    {
        // Given
        var scorer = new TranslationScorer(new(Tokenizer), new TableScorer(Tokenizer.Vocabulary.Count, seed: 6), new SearchConfig());
        var pair = Request(7, "a b c", "x y") with { Segments = [new SegmentLengths(sourceLength, targetLength, true)] };

        // When, Then
        var exception = Assert.Throws<DataException>(() => scorer.ScoreWindow([pair]));
        Assert.Equal(
            $"line 7: its segments have {sourceLength} source and {targetLength} target subwords, but the line has 3 and 2", exception.Message);
    }

    [Fact]
    public void Pieces_of_another_model_are_rejected_with_the_position()
    {
        // Given
        var scorer = new TranslationScorer(new(Tokenizer), new TableScorer(Tokenizer.Vocabulary.Count, seed: 6), new SearchConfig());

        // When, Then
        var exception = Assert.Throws<DataException>(
            () => scorer.ScoreWindow([Request(1, "a", "x") with { Place = "in:1", TargetPieces = ["no such piece"] }]));
        Assert.Equal(
            "in:1: the model has no subword 'no such piece'; omit \"tokens\" to score the output of another model", exception.Message);
    }

    [Fact]
    public void Pair_with_an_unreadable_side_has_no_score()
    {
        // Given
        var scorer = new TranslationScorer(new(Tokenizer), new TableScorer(Tokenizer.Vocabulary.Count, seed: 6), new SearchConfig());

        // When
        var scored = scorer.ScoreWindow([Request(1, "a", "") with { Fault = new DataException("in:1: bad") }]);

        // Then
        Assert.Null(scored[0].Best);
        Assert.False(scored[0].IsCropped);
    }

    private static TranslationRequest ToPair(TranslationResult line) => Request(line.Request.Number, line.Request.Source, line.Text) with
    {
        TargetPieces = line.Pieces(line.Best!), IsComplete = line.IsComplete, Segments = line.Best!.Segments,
    };

    private static TranslationRequest Request(long number, string source, string target) => new(number, source) { Target = target };
}
