using Nmt.Data.Batching;
using Nmt.Metrics.Bleu;
using Nmt.Metrics.Chrf;
using Nmt.Metrics.Statistics;
using Nmt.Metrics.Ter;
using Nmt.Model;
using Nmt.Model.Checkpoints;
using Nmt.Model.Scoring;
using Nmt.Runs;
using Nmt.Runs.Config;
using Nmt.Search;
using Nmt.Text.Subwords;
using Nmt.Training.Validation;
using Nmt.Translation;
using static TorchSharp.torch;

namespace Nmt.Training.Tests.Validation;

/// <summary>Validates a briefly trained model, whose translations are neither all correct nor all the same.</summary>
public sealed class ValidatorTests : IDisposable
{
    private readonly TinyExperiment _experiment = TinyExperiment.Digits(300);
    private readonly TrainedModel _trained;
    private readonly ParallelText _text;

    public ValidatorTests()
    {
        _experiment.Training(training => training with { MaxUpdates = 60, ValidateEvery = 1000, InitialRange = 0.2, EmbeddingDeviation = 1 });
        _experiment.Train();
        _trained = TrainedModel.Load(_experiment.Run.Path, [], CPU);
        _text = ParallelText.Read(_experiment.Config.Data.Validation);
    }

    public void Dispose()
    {
        _trained.Dispose();
        _experiment.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(10_000)]
    public void Loss_is_the_mean_over_the_tokens_for_any_batch_size(int batchTokens)
    {
        // Given: each sentence alone, the log-probability of each of its tokens looked up one by one.
        double sum = 0;
        int tokens = 0;
        foreach (var (source, target) in _text.Source.Zip(_text.Target))
        {
            var (logProbability, length) = LogProbability(source, target);
            sum -= logProbability;
            tokens += length;
        }

        // When
        var scores = Validate(batchTokens);

        // Then
        Assert.Equal(sum / tokens, scores.Loss, 1e-5);
    }

    [Fact]
    public void Metrics_are_those_of_the_greedy_translations()
    {
        // Given
        var greedy = new Translator(
            _trained.Tokenizers, new TorchTokenScorer(_trained.Model), new SearchConfig { BeamSize = 1, BatchSentences = 1 });
        string[] hypotheses = [.. greedy.Translate(_text.Source).Select(line => line.Text)];
        double expected = new BleuMetric().CorpusScore(hypotheses, [_text.Target]).Score;

        // When
        var scores = Validate(64);

        // Then
        Assert.InRange(expected, 1, 99);
        Assert.Equal(expected, scores.Bleu!.Value, 9);
        Assert.Equal(new ChrfMetric().CorpusScore(hypotheses, [_text.Target]).Score, scores.Chrf!.Value, 9);
        Assert.Equal(new TerMetric().CorpusScore(hypotheses, [_text.Target]).Score, scores.Ter!.Value, 9);
        Assert.All(scores.Samples, sample => Assert.Equal(hypotheses[sample.Number - 1], sample.Hypothesis));
    }

    [Fact]
    public void Settings_of_the_metrics_are_those_of_the_config_and_in_the_signatures()
    {
        // Given
        string[] hypotheses = Greedy();
        var bleu = new BleuMetric(new BleuOptions
        {
            Tokenizer = BleuTokenizer.Character, Smoothing = BleuSmoothing.AddK, SmoothValue = 2, Lowercase = true,
        });
        var chrf = new ChrfMetric(new ChrfOptions { CharOrder = 3, WordOrder = 2, Beta = 1, Whitespace = true });
        var ter = new TerMetric(new TerOptions { Normalized = true, AsianSupport = true, CaseSensitive = true });
        _experiment.Training(training => training with
        {
            Validation = new ValidationConfig
            {
                Tokenize = ValidationTokenizer.Character, SmoothMethod = BleuSmoothing.AddK, SmoothValue = 2, Lowercase = true,
                Chrf = chrf.Options, Ter = ter.Options,
            },
        });

        // When
        var scores = Validate(64);

        // Then
        Assert.Equal(bleu.CorpusScore(hypotheses, [_text.Target]).Score, scores.Bleu!.Value, 9);
        Assert.Equal(chrf.CorpusScore(hypotheses, [_text.Target]).Score, scores.Chrf!.Value, 9);
        Assert.Equal(ter.CorpusScore(hypotheses, [_text.Target]).Score, scores.Ter!.Value, 9);
        Assert.Equal(
            [
                "BLEU|nrefs:1|case:lc|eff:no|tok:char|smooth:add-k[2.00]|version:2.6.0",
                "chrF1++|nrefs:1|case:mixed|eff:yes|nc:3|nw:2|space:yes|version:2.6.0",
                "TER|nrefs:1|case:mixed|tok:tercom|norm:yes|punct:yes|asian:yes|version:2.6.0",
            ],
            CreateValidator(64).Signatures);
    }

    [Fact]
    public void Dropout_is_off_and_two_validations_agree()
    {
        // Given
        var first = Validate(64);
        _trained.Model.train();

        // When
        var second = Validate(64);

        // Then
        Assert.Equal(first with { Samples = [] }, second with { Samples = [] });
        Assert.Equal(first.Samples.Select(sample => sample.Hypothesis), second.Samples.Select(sample => sample.Hypothesis));
    }

    [Fact]
    public void Validations_use_their_own_beam_size_instead_of_that_of_the_search_config()
    {
        // Given
        var search = new SearchConfig { BeamSize = 3, BatchSentences = 1 };
        var beam = new Translator(_trained.Tokenizers, new TorchTokenScorer(_trained.Model), search);
        string[] expected = [.. beam.Translate(_text.Source).Select(line => line.Text)];
        _experiment.Training(training => training with { Validation = new ValidationConfig { BeamSize = 3, Samples = 100 } });

        // When
        var scores = Validate(64);

        // Then
        Assert.Equal(expected, scores.Samples.Select(sample => sample.Hypothesis));
        Assert.NotEqual(expected, Greedy());
    }

    [Fact]
    public void Only_configured_metrics_are_measured_and_the_training_metric_always()
    {
        // Given
        _experiment.Training(training => training with
        {
            Metric = ValidationMetric.Ter, Validation = new ValidationConfig { Metrics = ValidationMetric.Chrf },
        });

        // When
        var scores = Validate(64);

        // Then
        Assert.Equal((true, false, false), (scores.Bleu is null, scores.Chrf is null, scores.Ter is null));
    }

    [Fact]
    public void Without_a_translation_metric_nothing_is_translated()
    {
        // Given
        _experiment.Training(training => training with
        {
            Metric = ValidationMetric.Perplexity, Validation = new ValidationConfig { Metrics = ValidationMetric.Loss },
        });

        // When
        var scores = Validate(64);

        // Then
        Assert.Equal((null, null, null), (scores.Bleu, scores.Chrf, scores.Ter));
        Assert.Empty(scores.Samples);
    }

    [Fact]
    public void Samples_are_spread_over_the_set_and_each_row_of_their_attention_sums_to_one()
    {
        // When
        var samples = Validate(64).Samples;

        // Then: 4 of 10 sentences.
        Assert.Equal([1, 3, 6, 8], samples.Select(sample => sample.Number));
        Assert.All(samples, sample =>
        {
            var attention = sample.Attention!;
            Assert.Equal(_trained.Tokenizers.Target.Encode(sample.Source).Length + 1, attention.Source.Count);
            Assert.Equal("</s>", attention.Target[^1].Text);
            for (int row = 0; row < attention.Target.Count; row++)
            {
                Assert.Equal(1, Enumerable.Range(0, attention.Source.Count).Sum(column => attention.Weights![row, column]), 1e-4);
            }
        });
    }

    // At a learning rate of 0 both runs hold the same weights, so only the loss itself could differ.
    [Fact]
    public void Label_smoothing_of_training_does_not_affect_the_validation_loss()
    {
        // Given
        using var experiment = TinyExperiment.Digits();
        experiment.Training(training => training with
        {
            MaxUpdates = 2, Optimizer = new OptimizerConfig { Type = OptimizerKind.Sgd, LearningRate = 0 },
        });
        var plain = Row(experiment, "plain");
        experiment.Training(training => training with { LabelSmoothing = 0.3 });

        // When
        var smoothed = Row(experiment, "smoothed");

        // Then
        Assert.Equal(plain.Loss, smoothed.Loss);
        Assert.NotEqual(plain.TrainLoss, smoothed.TrainLoss);
    }

    [Fact]
    public void Score_is_higher_for_the_better_model_with_every_metric()
    {
        var good = new ValidationScores(Loss: 1, Bleu: 30, Chrf: 50, Ter: 40);
        var bad = new ValidationScores(Loss: 2, Bleu: 20, Chrf: 40, Ter: 60);

        Assert.All(Enum.GetValues<ValidationMetric>(), metric => Assert.True(good.Score(metric) > bad.Score(metric)));
    }

    private static ValidationRow Row(TinyExperiment experiment, string folder)
    {
        var run = experiment.InFolder(folder);
        experiment.Train(run);
        return Assert.Single(new RunTables(run).Validations.Read());
    }

    private ValidationScores Validate(int batchTokens) => CreateValidator(batchTokens).Validate(CancellationToken.None);

    private Validator CreateValidator(int batchTokens) => new(
        _trained.Model, _trained.Tokenizers, _text, _experiment.Config.Search, WithTokenizer(_experiment.Config).Training with { BatchTokens = batchTokens });

    private static ExperimentConfig WithTokenizer(ExperimentConfig config) =>
        config.Training.Validation.Tokenize == ValidationTokenizer.Auto ? config.WithTokenizer(ValidationTokenizer.Mteval13a) : config;

    private string[] Greedy() =>
    [
        .. new Translator(_trained.Tokenizers, new TorchTokenScorer(_trained.Model), new SearchConfig { BeamSize = 1 })
            .Translate(_text.Source).Select(line => line.Text),
    ];

    private (double LogProbability, int Length) LogProbability(string source, string target)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var vocabulary = _trained.Tokenizers.Target.Vocabulary;
        int[] targetIds = [.. _trained.Tokenizers.Target.Encode(target), vocabulary.Eos];
        var sourceIds = PaddedIds.From([(int[])[.. _trained.Tokenizers.Target.Encode(source), vocabulary.Eos]], vocabulary.Pad);
        var forced = TargetTensors.From(PaddedIds.From([targetIds], vocabulary.Pad), vocabulary.Bos, CPU);
        _trained.Model.eval();
        float[] logits = [.. _trained.Model.call(SourceTensors.From(sourceIds, CPU), forced).flatten().data<float>()];
        double sum = 0;
        for (int t = 0; t < targetIds.Length; t++)
        {
            float[] row = logits.AsSpan(t * vocabulary.Count, vocabulary.Count).ToArray();
            sum += row[targetIds[t]] - Math.Log(row.Sum(logit => Math.Exp(logit)));
        }

        return (sum, targetIds.Length);
    }
}
