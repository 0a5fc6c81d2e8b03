using Nmt.Model.Creation;
using Nmt.Model.Losses;
using Nmt.Model.Scoring;
using Nmt.Runs.Config;
using Nmt.Search;
using Nmt.Search.Decoding;
using Nmt.TestKit.Searching;
using Nmt.Text.Subwords;
using Nmt.Translation;
using static TorchSharp.torch;

namespace Nmt.Model.Tests.Scoring;

public sealed class TorchTokenScorerTests
{
    public static TheoryData<AttentionKind, int> Kinds => new()
    {
        { AttentionKind.General, 1 },
        { AttentionKind.General, 2 },
        { AttentionKind.Additive, 1 },
        { AttentionKind.Additive, 2 },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Scores_are_the_models_normalized_logits(AttentionKind attention, int layers)
    {
        // Given
        using var scope = NewDisposeScope();
        using var model = Create(attention, layers);
        int[][] source = [[4, 5, 2], [6, 2]];
        var scorer = new TorchTokenScorer(model);

        // When
        using var searched = scorer.Start(source);
        float[] first = Step(scorer, searched, 1, 1).Requested;
        float[] second = Step(scorer, searched, 5, 6).Requested;

        // Then
        var state = model.Start(Source(source));
        var one = model.Step(tensor([1L, 1L]), state);
        var two = model.Step(tensor([5L, 6L]), one.State);
        Assert.True(model.Logits(one.Output).log_softmax(1).view(-1).allclose(tensor(first), atol: 1e-6));
        Assert.True(model.Logits(two.Output).log_softmax(1).view(-1).allclose(tensor(second), atol: 1e-6));
        Assert.True(ones([2]).allclose(tensor(second, [2, Some.Vocabulary]).exp().sum(1), atol: 1e-5));
    }

    [Fact]
    public void Dropout_is_off_in_search()
    {
        // Given
        using var scope = NewDisposeScope();
        using var model = Create(AttentionKind.General, layers: 2);
        model.train();

        // When
        var scorer = new TorchTokenScorer(model);

        // Then
        Assert.False(model.training);
        float[] Scores()
        {
            using var state = scorer.Start([[4, 2]]);
            return Step(scorer, state, 1).Requested;
        }

        Assert.Equal(Scores(), Scores());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Selected_rows_and_sentences_continue_as_if_they_were_alone(AttentionKind attention, int layers)
    {
        // Given: three sentences of two rows each, after one step.
        using var scope = NewDisposeScope();
        using var model = Create(attention, layers);
        var scorer = new TorchTokenScorer(model);
        int[][] source = [[4, 5, 2], [6, 2], [4, 4, 6, 2]];
        using var state = scorer.Start(source);
        state.Select([0, 0, 1, 1, 2, 2]);
        Step(scorer, state, 1, 4, 5, 6, 1, 2);

        // When: the last sentence alone continues, with its rows exchanged.
        state.Select([5, 4]);
        float[] selected = Step(scorer, state, 4, 5).Requested;

        // Then
        using var alone = scorer.Start([[4, 4, 6, 2]]);
        alone.Select([0, 0]);
        Step(scorer, alone, 2, 1);
        Assert.True(tensor(Step(scorer, alone, 4, 5).Requested).allclose(tensor(selected), atol: 1e-6));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Found_translations_have_the_log_probability_that_teacher_forcing_gives_them(AttentionKind attention, int layers)
    {
        // Given
        using var scope = NewDisposeScope();
        using var model = Create(attention, layers);
        int[][] sentences = Some.Sentences(12, 6, seed: 3);

        // When
        var results = Some.Beam(new TorchTokenScorer(model), beamSize: 4, limit: 10, nBest: 4).Search(sentences);

        // Then
        foreach (var (source, found) in sentences.Zip(results).SelectMany(pair => pair.Second.Select(found => (pair.First, found))))
        {
            int[] generated = found.IsComplete ? [.. found.Tokens, Some.Eos] : found.Tokens;
            var target = TargetTensors.From(PaddedIds.From([generated], Some.Pad), Some.Bos, CPU);
            var loss = new TranslationLoss(0).Sum(model.call(Source([source]), target), target.RealOutput);
            Assert.Equal(-loss.item<float>(), found.LogProbability, 1e-4);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Translations_do_not_depend_on_the_batch(int beamSize)
    {
        // Given
        using var scope = NewDisposeScope();
        using var model = Create(AttentionKind.General, layers: 1);
        int[][] sentences = Some.Sentences(30, 8, seed: 4);
        var search = SearchFactory.Create(new SearchConfig { BeamSize = beamSize }, new TorchTokenScorer(model), Some.Tokens, Some.Streams);

        // When
        var together = search.Search(sentences);

        // Then
        var alone = sentences.Select(sentence => search.Search([sentence])[0]);
        Assert.Equal(alone.Select(found => found[0].Tokens), together.Select(found => found[0].Tokens));
    }

    [Theory]
    [InlineData(1, SearchMethod.Beam)]
    [InlineData(5, SearchMethod.Beam)]
    [InlineData(1, SearchMethod.Sampling)]
    public void Three_hundred_lines_are_translated_the_same_in_batches_of_any_size_and_any_order(int beamSize, SearchMethod method)
    {
        // Given
        using var scope = NewDisposeScope();
        using var model = Create(AttentionKind.General, layers: 1, new WordTokenizer().Vocabulary.Count);
        var random = new Random(7);
        TranslationRequest[] lines = [.. Enumerable.Range(1, 300).Select(number => new TranslationRequest(number, Line(random)))];
        TranslationResult[] Translate(int batchSentences, IEnumerable<TranslationRequest> chosen)
        {
            var config = new SearchConfig { BeamSize = beamSize, Method = method, BatchSentences = batchSentences };
            return [.. new Translator(new(new WordTokenizer()), new TorchTokenScorer(model), config).Translate(chosen).OrderBy(line => line.Request.Number)];
        }

        // When
        var expected = Translate(64, lines);
        TranslationResult[][] others = [Translate(1, lines), Translate(3, lines), Translate(17, lines.Reverse()), Translate(300, lines)];

        // Then
        Assert.True(expected.Select(line => line.Text).Distinct().Count() > 100);
        foreach (var other in others)
        {
            Assert.Equal(expected.Select(line => line.Text), other.Select(line => line.Text));
            foreach (var (one, same) in expected.Zip(other).Where(pair => pair.First.Best is not null))
            {
                Assert.Equal(one.Best!.Score, same.Best!.Score, 1e-4);
                Assert.Equal(one.Best!.LogProbability, same.Best!.LogProbability, 1e-4);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Kept_attention_equals_that_of_teacher_forcing(int beamSize)
    {
        // Given
        using var scope = NewDisposeScope();
        using var model = Create(AttentionKind.General, layers: 1);
        int[][] sentences = Some.Sentences(12, 6, seed: 3);
        var config = new SearchConfig { BeamSize = beamSize };

        // When
        var results = SearchFactory.Create(config, new TorchTokenScorer(model), Some.Tokens, Some.Streams, keepsAttention: true).Search(sentences);

        // Then
        foreach (var (source, found) in sentences.Zip(results, (source, found) => (source, found[0])))
        {
            int[] generated = found.IsComplete ? [.. found.Tokens, Some.Eos] : found.Tokens;
            float[] expected = model.DecodeTeacherForced(
                Source([source]), TargetTensors.From(PaddedIds.From([generated], Some.Pad), Some.Bos, CPU)).RequiredWeights.data<float>().ToArray();
            float[] kept = [.. found.Attention!.SelectMany(row => row)];
            Assert.Equal(expected.Length, kept.Length);
            Assert.All(expected.Zip(kept), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Live_tensors_grow_neither_with_the_steps_of_a_search_nor_with_searches(int beamSize)
    {
        // Given
        using var scope = NewDisposeScope();
        using var model = Create(AttentionKind.General, layers: 2);
        var scorer = new WatchedScorer(new TorchTokenScorer(model), measure: () => Tensor.TotalCount);
        var search = SearchFactory.Create(
            new SearchConfig { BeamSize = beamSize, MaxLengthRatio = 5, MaxLengthOffset = 20 }, scorer, Some.Endless, Some.Streams);
        int[][] source = [[4, 5, 2], [6, 2], [4, 4, 6, 2]];
        long before = Tensor.TotalCount;

        // When
        search.Search(source);
        long after = Tensor.TotalCount;
        search.Search(source);

        // Then: 5 * 4 + 20 steps each; the batch is widened after the first one and shrinks later.
        Assert.Equal(80, scorer.Live.Count);
        Assert.InRange(scorer.Live.Skip(2).Take(38).Max(), 0, scorer.Live[1]);
        Assert.InRange(after, 0, before);
        Assert.InRange(Tensor.TotalCount, 0, after);
    }

    [Theory]
    [InlineData(1, int.MaxValue)]
    [InlineData(1, 4)]
    [InlineData(3, 1)]
    [InlineData(3, 4)]
    public void Neither_success_nor_failure_of_a_search_leaves_a_tensor_behind(int beamSize, int failsAtStep)
    {
        // Given
        using var model = Create(AttentionKind.General, layers: 2);
        var scorer = new WatchedScorer(new TorchTokenScorer(model), failsAtStep);
        var search = SearchFactory.Create(new SearchConfig { BeamSize = beamSize }, scorer, Some.Endless, Some.Streams);
        long before = Tensor.TotalCount;

        // When
        var exception = Record.Exception(() => search.Search([[4, 2], [5, 6, 2]]));

        // Then
        Assert.Equal(failsAtStep < int.MaxValue, exception is TimeoutException);
        Assert.InRange(Tensor.TotalCount, 0, before);
    }

    /// <summary>One step that returns the log-probability of every token, <c>[rows * vocab]</c>, and attention.</summary>
    internal static TokenScores Step(TorchTokenScorer scorer, IScorerState state, params int[] lastTokens) =>
        scorer.Step(state, new StepRequest(lastTokens, TokensPerRow: 0)
        {
            Requested = [.. lastTokens.SelectMany((_, row) => Enumerable.Range(0, Some.Vocabulary).Select(token => new RowToken(row, token)))],
            NeedsAttention = true,
        });

    /// <summary>A tiny model.</summary>
    internal static EncoderDecoder Create(int seed, int vocabulary = Some.Vocabulary, Func<ModelConfig, ModelConfig>? change = null) =>
        Create(AttentionKind.General, layers: 1, vocabulary, seed, change);

    private static SourceTensors Source(int[][] sentences) => SourceTensors.From(PaddedIds.From(sentences, Some.Pad), CPU);

    private static string Line(Random random) =>
        string.Join(' ', Enumerable.Range(0, random.Next(15)).Select(_ => (char)('a' + random.Next(26))));

    private static EncoderDecoder Create(AttentionKind attention, int layers, int vocabulary = Some.Vocabulary, int seed = 1, Func<ModelConfig, ModelConfig>? change = null)
    {
        var config = new ModelConfig
        {
            EmbeddingSize = 8,
            Encoder = new EncoderConfig { HiddenSize = 5, Layers = layers },
            Decoder = new DecoderConfig { HiddenSize = 9, Layers = layers },
            Attention = new AttentionConfig { Type = attention },
        };
        var model = ModelFactory.Create(change?.Invoke(config) ?? config, vocabulary, CPU);
        using var generator = new Generator((ulong)seed);
        new WeightInitializer(1, 1, generator).Initialize(model);
        return model;
    }
}
