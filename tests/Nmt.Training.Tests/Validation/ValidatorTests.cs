using Nmt.Metrics;
using Nmt.Model;
using Nmt.Search;
using Nmt.Text.Corpora;
using Nmt.Training.Runs;
using Nmt.Training.Validation;
using static TorchSharp.torch;

namespace Nmt.Training.Tests.Validation;

/// <summary>A model that was trained a little, so that its translations are neither right nor all the same.</summary>
public sealed class ValidatorTests : IDisposable
{
    private readonly TinyExperiment _experiment = TinyExperiment.Digits(300);
    private readonly TrainedModel _trained;
    private readonly ValidationText _text;

    public ValidatorTests()
    {
        _experiment.Training(training => training with { MaxUpdates = 60, ValidateEvery = 1000, InitialRange = 0.2, EmbeddingDeviation = 1 });
        _experiment.Train();
        _trained = TrainedModel.Load(_experiment.Run.Path, [], CPU);
        _text = ValidationText.Read(_experiment.Config.Data.Validation);
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
    public void Loss_is_the_mean_over_the_tokens_whatever_the_batches(int batchTokens)
    {
        // Given: each sentence for itself, the log-probability of each of its tokens looked up one by one.
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
    public void Bleu_is_that_of_the_greedy_translations()
    {
        // Given
        var greedy = new Translator(
            _trained.Tokenizer, new EncoderDecoderScorer(_trained.Model), new SearchConfig { BeamSize = 1, BatchSentences = 1 });
        string[] hypotheses = [.. greedy.Translate(_text.Source).Select(line => line.Text)];
        double expected = new BleuMetric().CorpusScore(hypotheses, [_text.Target]).Score;

        // When
        var scores = Validate(64);

        // Then
        Assert.InRange(expected, 1, 99);
        Assert.Equal(expected, scores.Bleu, 9);
        Assert.Equal(hypotheses[0], scores.Sample);
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
        Assert.Equal(first, second);
    }

    // At a learning rate of 0 both runs hold the same weights, so only the loss itself could differ.
    [Fact]
    public void Label_smoothing_of_the_training_does_not_enter_the_validation_loss()
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
    public void Score_is_higher_for_the_better_model_by_either_metric()
    {
        var good = new ValidationScores(Loss: 1, Bleu: 30, Sample: "");
        var bad = new ValidationScores(Loss: 2, Bleu: 20, Sample: "");

        Assert.All(Enum.GetValues<ValidationMetric>(), metric => Assert.True(good.Score(metric) > bad.Score(metric)));
    }

    private static ValidationResult Row(TinyExperiment experiment, string folder)
    {
        var run = experiment.InFolder(folder);
        experiment.Train(run);
        return Assert.Single(new ValidationLog(run.Validations).Read());
    }

    private ValidationScores Validate(int batchTokens) =>
        new Validator(_trained.Model, _trained.Tokenizer, _text, _experiment.Config.Search, batchTokens).Validate();

    private (double LogProbability, int Length) LogProbability(string source, string target)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var vocabulary = _trained.Tokenizer.Vocabulary;
        int[] targetIds = [.. _trained.Tokenizer.Encode(target), vocabulary.Eos];
        var sourceIds = PaddedIds.From([(int[])[.. _trained.Tokenizer.Encode(source), vocabulary.Eos]], vocabulary.Pad);
        var forced = TargetTensors.From(PaddedIds.From([targetIds], vocabulary.Pad), vocabulary.Bos, CPU);
        _trained.Model.eval();
        float[] logits = [.. _trained.Model.call(SourceTensors.From(sourceIds, CPU), forced).flatten().data<float>()];
        double sum = 0;
        for (int t = 0; t < targetIds.Length; t++)
        {
            var row = logits.AsSpan(t * vocabulary.Count, vocabulary.Count).ToArray();
            sum += row[targetIds[t]] - Math.Log(row.Sum(logit => Math.Exp(logit)));
        }

        return (sum, targetIds.Length);
    }
}
