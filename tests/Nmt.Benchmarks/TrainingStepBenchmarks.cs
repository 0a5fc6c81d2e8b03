using BenchmarkDotNet.Attributes;
using Nmt.Data.Batching;
using Nmt.Model;
using Nmt.Model.Creation;
using Nmt.Runs.Config;
using Nmt.Training;
using Nmt.Training.Optimization;
using static TorchSharp.torch;

namespace Nmt.Benchmarks;

/// <summary>One update of a model with the sizes of Multi30k's config, on a batch of the quickstart.</summary>
public class TrainingStepBenchmarks
{
    private TranslationModel _model = null!;
    private ParameterOptimizers _optimizer = null!;
    private TrainingStep _step = null!;
    private Batch _batch = null!;
    private long _update;

    [Params(AttentionKind.General, AttentionKind.Additive)]
    public AttentionKind Attention { get; set; }

    [Params(1, 2)]
    public int Threads { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        set_num_threads(Threads);
        var tokenizer = QuickstartText.Tokenizer();
        var corpus = QuickstartText.Corpus(tokenizer);
        var config = new TrainingConfig { BatchTokens = 1450 };
        _batch = corpus.Batch(new TokenBatches(corpus, config.BatchTokens, config.Seed).Epoch(0)[0], tokenizer.Vocabulary.Pad);
        _model = ModelFactory.Create(new ModelConfig { Attention = new AttentionConfig { Type = Attention } }, 8000, CPU);
        using var generator = new Generator((ulong)config.Seed);
        new WeightInitializer(config.InitialRange, config.EmbeddingDeviation, generator).Initialize(_model);
        _optimizer = new ParameterOptimizers(config.Optimizer, _model.parameters());
        _step = new TrainingStep(_model, _optimizer, config, tokenizer.Vocabulary.Bos);
    }

    [GlobalCleanup]
    public void CleanUp()
    {
        _optimizer.Dispose();
        _model.Dispose();
    }

    [Benchmark]
    public double Update() => _step.Run(_batch, ++_update).LossSum;
}
