using Nmt.Cpu.Scoring;
using Nmt.Model;
using Nmt.Model.Checkpoints;
using Nmt.Model.Scoring;
using Nmt.Model.Tests;
using Nmt.Runs.Config;
using Nmt.Search;
using Nmt.TestKit;
using Nmt.Text;

namespace Nmt.Cpu.Tests.Scoring;

public sealed class CpuTokenScorerTests : IDisposable
{
    private const double Tolerance = 2e-5;

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<ModelConfig> Kinds => [.. TinyModel.AllKinds, .. ((IEnumerable<object[]>)TinyModel.HardKinds).Select(row => (ModelConfig)row[0])];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Kinds), DisableDiscoveryEnumeration = true)]
    public void Scores_are_those_of_the_tensor_library(ModelConfig config)
    {
        // Given
        using var model = TinyModel.Create(config);
        using var own = Open(model);
        using var scorer = new CpuTokenScorer([own], EnsembleKind.LogLinear, threads: 2);
        var reference = new TorchTokenScorer(model);
        var (source, _) = TinyModel.Batch(sentences: 4, longest: 7);

        // Then
        AssertSame(reference, scorer, source, config.HasAttention);
    }

    [Theory]
    [InlineData(EnsembleKind.LogLinear)]
    [InlineData(EnsembleKind.Linear)]
    public void Ensembles_are_those_of_the_tensor_library(EnsembleKind kind)
    {
        // Given: members with and without attention.
        EncoderDecoder[] models =
        [
            TinyModel.Create(new ModelConfig { Dropout = 0 }), TinyModel.Create(TinyModel.Transformer(new()), seed: 2),
            TinyModel.Create(new ModelConfig { Dropout = 0, Attention = new AttentionConfig { Type = AttentionKind.None } }, seed: 3),
        ];
        var own = Array.ConvertAll(models, Open);
        using var scorer = new CpuTokenScorer(own, kind, threads: 1);
        var (source, _) = TinyModel.Batch(sentences: 3, longest: 5);

        // Then
        AssertSame(new TorchTokenScorer(models, kind), scorer, source, hasAttention: true);
        Array.ForEach(own, model => model.Dispose());
        Array.ForEach(models, model => model.Dispose());
    }

    [Theory]
    [MemberData(nameof(Kinds), DisableDiscoveryEnumeration = true)]
    public void A_sentence_has_the_same_bits_in_every_company_and_with_every_number_of_threads(ModelConfig config)
    {
        // Given
        using var model = TinyModel.Create(config);
        using var own = Open(model);
        using var one = new CpuTokenScorer([own], EnsembleKind.LogLinear, threads: 1);
        using var three = new CpuTokenScorer([own], EnsembleKind.LogLinear, threads: 3);
        var (source, _) = TinyModel.Batch(sentences: 9, longest: 8);

        // When
        var together = Walk(three, source, steps: 4);

        // Then
        for (int i = 0; i < source.Length; i++)
        {
            var alone = Walk(one, [source[i]], steps: 4);
            for (int step = 0; step < alone.Count; step++)
            {
                Assert.Equal(alone[step].LogProbabilities, together[step].LogProbabilities.Skip(i * TinyModel.Vocabulary).Take(TinyModel.Vocabulary));
            }
        }
    }

    [Fact]
    public void Requests_are_answered_as_by_the_tensor_library()
    {
        // Given
        using var model = TinyModel.Create(new ModelConfig { Dropout = 0 });
        using var own = Open(model);
        using var scorer = new CpuTokenScorer([own], EnsembleKind.LogLinear, threads: 1);
        var reference = new TorchTokenScorer(model);
        var (source, _) = TinyModel.Batch(sentences: 3, longest: 5);
        var request = new StepRequest([1, 1, 1], TokensPerRow: 3)
        {
            Forbidden = [4, 5], ForbiddenInRows = [new(0, 6), new(2, 7)], Requested = [new(1, 4), new(2, 3)],
        };
        StepRequest[] requests =
        [
            request, request with { TokensPerRow = 0 }, request with { TokensPerRow = 100 },
            .. from topK in new[] { 0, 3 }
               from topP in new[] { 0.6, 1.0 }
               from uniform in new[] { 0, 0.3, 0.77, 0.999 }
               select request with { Draws = new TokenDraws(new SamplingOptions { TopK = topK, TopP = topP, Temperature = 0.7 }, [uniform, 0.5, uniform]) },
        ];

        foreach (var asked in requests)
        {
            // When
            using var state = scorer.Start(source);
            using var other = reference.Start(source);
            var (actual, expected) = (scorer.Step(state, asked), reference.Step(other, asked));

            // Then
            Assert.Equal(expected.TokensPerRow, actual.TokensPerRow);
            Assert.Equal(expected.Tokens.Where((_, i) => float.IsFinite(expected.LogProbabilities[i])), actual.Tokens.Where((_, i) => float.IsFinite(actual.LogProbabilities[i])));
            AssertClose(expected.LogProbabilities, actual.LogProbabilities);
            AssertClose(expected.Requested, actual.Requested);
            Assert.Null(actual.Attention);
        }
    }

    [Fact]
    public void Models_of_other_vocabularies_do_not_make_an_ensemble()
    {
        using var model = TinyModel.Create(new ModelConfig { Dropout = 0 });
        using var own = Open(model);
        string path = Save(model);
        var exception = Assert.Throws<Nmt.Runs.Checkpoints.CheckpointException>(() => CpuModel.Open(path, model.Config, new Sides<int>(TinyModel.Vocabulary + 1)));
        Assert.Contains("weight 'source_embedding.weight' is Float32 [11, 6], but the model's is Float32 [12, 6]", exception.Message, StringComparison.Ordinal);
    }

    private static void AssertSame(ITokenScorer reference, ITokenScorer scorer, int[][] source, bool hasAttention)
    {
        using var expectedState = reference.Start(source);
        using var actualState = scorer.Start(source);
        var random = new Random(5);
        int rows = source.Length;
        int sentences = source.Length;
        for (int step = 0; step < 6; step++)
        {
            var request = new StepRequest([.. Enumerable.Range(0, rows).Select(_ => random.Next(3, TinyModel.Vocabulary))], TinyModel.Vocabulary)
            {
                NeedsAttention = true,
            };
            var (expected, actual) = (reference.Step(expectedState, request), scorer.Step(actualState, request));
            AssertClose(ByToken(expected), ByToken(actual));
            Assert.Equal(hasAttention, actual.Attention is not null);
            if (hasAttention)
            {
                // The library's rows end where the longest remaining sentence does.
                int width = expected.AttentionWidth;
                AssertClose(expected.Attention!, [.. actual.Attention!.Chunk(actual.AttentionWidth).SelectMany(row => row.Take(width))]);
            }

            // More rows per sentence, then another order, then fewer sentences.
            int perSentence = rows / sentences;
            int[] selected = step switch
            {
                0 => [.. Enumerable.Range(0, rows).SelectMany(row => new[] { row, row, row })],
                2 => [.. Enumerable.Range(0, sentences - 1).SelectMany(sentence => Enumerable.Range(0, perSentence).Select(row => ((sentence + 1) * perSentence) + ((row * 2) % perSentence)))],
                _ => [.. Enumerable.Range(0, rows).Select(row => (row / perSentence * perSentence) + random.Next(perSentence))],
            };
            expectedState.Select(selected);
            actualState.Select(selected);
            sentences = step == 2 ? sentences - 1 : sentences;
            rows = selected.Length;
        }
    }

    private static List<TokenScores> Walk(ITokenScorer scorer, int[][] source, int steps)
    {
        using var state = scorer.Start(source);
        var results = new List<TokenScores>();
        for (int step = 0; step < steps; step++)
        {
            // The same subwords for all sentences.
            results.Add(scorer.Step(state, new StepRequest([.. Enumerable.Repeat(3 + step, source.Length)], 0)
            {
                Requested = [.. from row in Enumerable.Range(0, source.Length) from token in Enumerable.Range(0, TinyModel.Vocabulary) select new RowToken(row, token)],
            }));
            results[^1] = results[^1] with { LogProbabilities = results[^1].Requested };
        }

        return results;
    }

    private static float[] ByToken(TokenScores scores)
    {
        float[] ordered = new float[scores.Tokens.Length];
        for (int i = 0; i < ordered.Length; i++)
        {
            ordered[(i / scores.TokensPerRow * scores.TokensPerRow) + scores.Tokens[i]] = scores.LogProbabilities[i];
        }

        return ordered;
    }

    private static void AssertClose(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(expected[i].Equals(actual[i]) || Math.Abs(expected[i] - actual[i]) <= Tolerance, $"{i}: expected {expected[i]}, got {actual[i]}");
        }
    }

    private CpuModel Open(EncoderDecoder model) => CpuModel.Open(Save(model), model.Config, new Sides<int>(TinyModel.Vocabulary));

    private string Save(EncoderDecoder model)
    {
        string path = _folder.Of($"{Guid.NewGuid()}.safetensors");
        ModelWeights.Save(path, model.state_dict().Select(entry => (entry.Key, entry.Value)));
        return path;
    }
}
