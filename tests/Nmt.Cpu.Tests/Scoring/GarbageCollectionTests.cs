using Nmt.Cpu.Scoring;
using Nmt.Model.Checkpoints;
using Nmt.Model.Tests;
using Nmt.Runs.Config;
using Nmt.Search;
using Nmt.TestKit;
using Nmt.Text;

namespace Nmt.Cpu.Tests.Scoring;

/// <summary>Products compute with addresses: memory that is collected too early would give other results, or end the process.</summary>
public sealed class GarbageCollectionTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Collections_during_a_search_change_nothing(bool isTransformer)
    {
        // Given
        using var folder = new TemporaryFolder();
        var config = isTransformer ? TinyModel.Transformer(new()) : new ModelConfig { Dropout = 0, Encoder = new EncoderConfig { Layers = 2 } };
        using var model = TinyModel.Create(config);
        string path = folder.Of("model.safetensors");
        ModelWeights.Save(path, model.state_dict().Select(entry => (entry.Key, entry.Value)));
        using var own = CpuModel.Open(path, model.Config, new Sides<int>(TinyModel.Vocabulary));
        using var scorer = new CpuTokenScorer([own], EnsembleKind.LogLinear, threads: 2);
        var (source, _) = TinyModel.Batch(sentences: 50, longest: 30);
        float[] expected = Search(scorer, source);
        using var stop = new CancellationTokenSource();
        var collector = new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                // So much pinned memory that collections are frequent; what they free is soon filled with other numbers.
                foreach (int size in new[] { 100, 1_000, 10_000, 100_000 })
                {
                    Array.Fill(GC.AllocateUninitializedArray<float>(size, pinned: true), float.NaN);
                }
            }
        });

        int before = GC.CollectionCount(GC.MaxGeneration);

        // When
        collector.Start();
        float[][] found = [.. Enumerable.Range(0, 8).Select(_ => Search(scorer, source))];
        stop.Cancel();
        collector.Join();

        // Then
        Assert.True(GC.CollectionCount(GC.MaxGeneration) > before + 3, "too few collections");
        Assert.All(found, values => Assert.Equal(expected, values));
    }

    private static float[] Search(CpuTokenScorer scorer, int[][] source)
    {
        using var state = scorer.Start(source);
        var scores = new List<float>();
        int rows = source.Length;
        for (int step = 0; step < 20; step++)
        {
            scores.AddRange(scorer.Step(state, new StepRequest([.. Enumerable.Repeat(3 + (step % 5), rows)], 2) { NeedsAttention = true }).LogProbabilities);
            state.Select([.. Enumerable.Range(0, source.Length).SelectMany(sentence => Enumerable.Repeat(sentence * (rows / source.Length), 3))]);
            rows = 3 * source.Length;
        }

        return [.. scores];
    }
}
