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
public sealed class TransformerLearningTests
{
    private const int Updates = 900;

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
        Assert.InRange(best.Perplexity, 1, 1.05);
        Assert.InRange(best.Bleu!.Value, 98, 100);
    }

    // Words of a phrase swap positions, as in the test of the same name with recurrent models: what has learnt nothing errs in 40 % and more.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Attention_finds_the_source_word_of_each_target_word(int layers)
    {
        // Given
        var (train, _) = LexiconTask.Create(4000, seed: 31);
        var (validation, reference) = LexiconTask.Create(60, seed: 32);
        using var experiment = Learning(new TinyExperiment(train, validation));
        experiment.Model(model => model with { Transformer = model.Transformer with { DecoderLayers = layers } });
        experiment.Training(training => training with { LabelSmoothing = 0.1 });

        // When
        experiment.Train();

        // Then
        using var trained = TrainedModel.Load(experiment.Run.Path, [], CPU);
        var translator = new Translator(trained.Tokenizers, new TorchTokenScorer(trained.Model), experiment.Config.Search);
        string[] translations = [.. translator.Translate(validation.Source).Select(line => line.Text)];
        Assert.InRange(new BleuMetric().CorpusScore(translations, [validation.Target]).Score, 95, 100.001);
        Assert.InRange(LearningTests.ErrorRate(AttentionAlignment.Of(trained.Model, trained.Tokenizers.Source, validation), reference), 0, 5);
    }

    [Fact]
    public void Validation_pairs_with_more_subwords_than_learnt_positions_do_not_count_in_the_loss_and_their_sources_are_cropped()
    {
        // Given: up to eight digits, of which four and the end of sentence have positions.
        using var experiment = TinyExperiment.Digits();
        experiment.Config = experiment.Config with { Data = experiment.Config.Data with { MaxLength = 4 } };
        experiment.Model(_ => TinyExperiment.Transformer with
        {
            Transformer = TinyExperiment.Transformer.Transformer with { Positions = PositionKind.Learnt, MaxPositions = 5, Norm = NormKind.Post },
        });
        int tooLong = File.ReadLines(experiment.PathOf("dev.src")).Count(line => line.Split(' ').Length > 4);
        var lines = new LogLines();

        // When
        using var session = TrainingSession.Open(experiment.Config, experiment.Run, CPU, lines.Log, CancellationToken.None);
        session.Train(lines.Log, new ProgressCollector(), null, CancellationToken.None);

        // Then: also translations that the limit cuts off have been sampled with their attention.
        Assert.True(tooLong > 0);
        Assert.Contains(lines.Warnings, line => line.StartsWith(
            $"{tooLong} of ", StringComparison.Ordinal) && line.Contains("have a side without subwords, or with more than 4 (model.transformer.max_positions)", StringComparison.Ordinal));
        Assert.Contains(lines.Warnings, line => line.Contains("only the first 4 were translated", StringComparison.Ordinal));
        Assert.Contains(
            "A Transformer with model.transformer.norm post needs a warm-up of the learning rate: set training.schedule.warmup_updates, or norm: pre",
            lines.Warnings);
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
            MaxUpdates = Updates,
            ValidateEvery = 150,
            Optimizer = training.Optimizer with { LearningRate = 0.005, Beta2 = 0.98 },
            Schedule = new ScheduleConfig { Type = ScheduleKind.Cosine, WarmupUpdates = 100, Updates = Updates },
            Metric = ValidationMetric.Loss,
            EmbeddingDeviation = 1,
            Initialization = new InitializationConfig { Weights = InitializationKind.XavierUniform, ZeroBias = true },
        });
        return experiment;
    }
}
