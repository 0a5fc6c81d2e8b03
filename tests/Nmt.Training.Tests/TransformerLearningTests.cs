using Nmt.Metrics.Bleu;
using Nmt.Metrics.Statistics;
using Nmt.Model.Checkpoints;
using Nmt.Model.Scoring;
using Nmt.Runs;
using Nmt.Runs.Config;
using Nmt.Runs.Config.Architectures;
using Nmt.Translation;
using static TorchSharp.torch;

namespace Nmt.Training.Tests;

/// <summary>The tasks of <see cref="LearningTests"/> with Transformers.</summary>
public sealed class TransformerLearningTests(Xunit.Abstractions.ITestOutputHelper output)
{
    [Theory]
    [InlineData("reverse", NormKind.Pre, PositionKind.Sinusoidal)]
    [InlineData("copy", NormKind.Post, PositionKind.Sinusoidal)]
    [InlineData("sort", NormKind.Pre, PositionKind.Learnt)]
    public void Digits_are_translated_without_error_after_seconds_of_training(string task, NormKind norm, PositionKind positions)
    {
        // Given
        Func<int, int, int, CorpusText> create = task switch
        {
            "copy" => DigitTask.Copy,
            "reverse" => DigitTask.Reverse,
            _ => DigitTask.Sort,
        };
        using var experiment = Learning(new TinyExperiment(create(4000, 11, 6), create(50, 12, 6)));
        experiment.Model(model => model with { Transformer = model.Transformer with { Norm = norm, Positions = positions, MaxPositions = positions == PositionKind.Learnt ? 120 : 256 } });

        // When
        var (_, state) = experiment.Train();

        // Then
        var best = new RunTables(experiment.Run).Validations.Read().Single(row => row.Update == state.BestUpdate);
        output.WriteLine($"{task} {norm} {positions}: {best.Perplexity} {best.Bleu}");
        Assert.InRange(best.Perplexity, 1, 1.05);
        Assert.InRange(best.Bleu!.Value, 98, 100);
    }

    [Theory]
    [InlineData(1, 101)]
    [InlineData(1, 102)]
    [InlineData(1, 201)]
    [InlineData(1, 202)]
    [InlineData(2, 101)]
    [InlineData(2, 102)]
    [InlineData(2, 201)]
    [InlineData(2, 202)]
    [InlineData(2, 301)]
    [InlineData(2, 302)]
    public void Attention_finds_the_source_word_of_each_target_word(int layers, int seed)
    {
        // Given
        var (train, _) = LexiconTask.Create(4000, seed: 31);
        var (validation, reference) = LexiconTask.Create(60, seed: 32);
        using var experiment = Learning(new TinyExperiment(train, validation));
        experiment.Model(model => model with { Transformer = model.Transformer with { DecoderLayers = layers } });
        if (seed / 100 is 1 or 3) { experiment.Model(model => model with { Dropout = 0.1 }); }
        if (seed / 100 is 2 or 3) { experiment.Training(model => model with { LabelSmoothing = 0.1, MaxUpdates = 900 }); }
        experiment.Training(training => training with { Seed = seed % 100 });

        // When
        experiment.Train();

        // Then
        for (int layer = 1; layer <= layers; layer++)
        {
            using var trained = TrainedModel.Load(experiment.Run.Path, [$"model.transformer.alignment_layer={layer}"], CPU);
            var translator = new Translator(trained.Tokenizers, new TorchTokenScorer(trained.Model), experiment.Config.Search);
            string[] translations = [.. translator.Translate(validation.Source).Select(line => line.Text)];
            double bleu = new BleuMetric().CorpusScore(translations, [validation.Target]).Score;
            double rate = LearningTests.ErrorRate(AttentionAlignment.Of(trained.Model, trained.Tokenizers.Source, validation), reference);
            output.WriteLine($"layers {layers} seed {seed} layer {layer}: bleu {bleu} aer {rate}");
        }
    }

    private static TinyExperiment Learning(TinyExperiment experiment)
    {
        experiment.Model(_ => TinyExperiment.Transformer with
        {
            EmbeddingSize = 32, Dropout = 0, Transformer = TinyExperiment.Transformer.Transformer with { FeedForwardSize = 64 },
        });
        experiment.Training(training => training with
        {
            BatchTokens = 256,
            MaxUpdates = 600,
            ValidateEvery = 100,
            Optimizer = training.Optimizer with { LearningRate = 0.005, Beta2 = 0.98 },
            Schedule = new ScheduleConfig { Type = ScheduleKind.InverseSqrt, WarmupUpdates = 100 },
            Metric = ValidationMetric.Loss,
            EmbeddingDeviation = 1,
            Initialization = new InitializationConfig { Weights = InitializationKind.XavierUniform, ZeroBias = true },
        });
        return experiment;
    }
}
