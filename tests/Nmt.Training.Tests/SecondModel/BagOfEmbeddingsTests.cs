using Nmt.Model;
using Nmt.Model.Checkpoints;
using Nmt.Model.Losses;
using Nmt.Model.Scoring;
using Nmt.Runs;
using Nmt.Runs.Config;
using Nmt.Search;
using Nmt.Text.Corpora;
using Nmt.Text.Subwords;
using Nmt.Translation;
using Nmt.Translation.Attention;
using static TorchSharp.torch;

namespace Nmt.Training.Tests.SecondModel;

/// <summary>A model defined outside the product can be trained, resumed, used for translation, and shows its attention.</summary>
public sealed class BagOfEmbeddingsTests
{
    private const int Updates = 1200;

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void It_learns_to_copy_translates_with_any_beam_and_attends_to_the_token_it_copies(int beam)
    {
        // Given
        using var experiment = Some();

        // When
        experiment.Train();

        // Then
        Assert.InRange(new RunTables(experiment.Run).Validations.Read().Single().Perplexity, 1, 1.02);
        using var trained = TrainedModel.Load(experiment.Run.Path, [], CPU, BagOfEmbeddings.Create);
        string[] lines = DigitTask.Copy(40, seed: 3).Source;
        var translator = new Translator(trained.Tokenizers, new TorchTokenScorer(trained.Model), new SearchConfig { BeamSize = beam });
        TranslationResult[] translated = [.. translator.Translate(lines)];
        Assert.InRange(translated.Zip(lines).Count(pair => pair.First.Text == pair.Second), 38, 40);
        Assert.All(translated, line => Assert.Equal(LogProbability(trained, line), line.Best!.LogProbability, 1e-3));
        var attention = new ForcedAttention(trained.Tokenizers.Map(tokenizer => tokenizer.Vocabulary), new TorchForcedAttention(trained.Model));
        var digits = new SubwordLabels(trained.Tokenizers.Source).FromLine("3 1 4 1 5");
        float[,] weights = attention.Attend(digits, digits).Weights!;
        Assert.Equal((6, 6), (weights.GetLength(0), weights.GetLength(1)));
        Assert.All(Enumerable.Range(0, 5), t => Assert.InRange(weights[t, t], 0.5f, 1));
    }

    [Fact]
    public void Resumed_it_ends_with_the_same_bytes_and_frozen_weights_stay_unchanged()
    {
        // Given: every source of randomness in training, and an average of the weights.
        using var experiment = Some();
        experiment.Training(training => training with
        {
            MaxUpdates = 24,
            ValidateEvery = 8,
            AverageDecay = 0.9,
            Frozen = new OneOrMore<ParameterGroup>([ParameterGroup.TargetEmbedding]),
            TeacherForcing = training.TeacherForcing with { Type = TeacherForcingKind.Linear, Updates = 20 },
        });
        var whole = experiment.InFolder("whole");
        experiment.Train(whole);

        // When
        experiment.TrainUntil(13);
        float[] frozen = RunFiles.LatestWeight(experiment.Run, "target.weight");
        float[] moving = RunFiles.LatestWeight(experiment.Run, "source.weight");
        experiment.Train();

        // Then
        Assert.All((string[])["model.safetensors", "optimizer.safetensors", "average.safetensors"], file =>
            Assert.Equal(RunFiles.LatestBytes(whole, file), RunFiles.LatestBytes(experiment.Run, file)));
        Assert.Equal(frozen, RunFiles.LatestWeight(experiment.Run, "target.weight"));
        Assert.NotEqual(moving, RunFiles.LatestWeight(experiment.Run, "source.weight"));
    }

    [Fact]
    public void Another_run_starts_from_its_weights()
    {
        // Given: the weights after an update of two runs of the same seed, one of which starts from a trained run.
        using var experiment = Some();
        experiment.Training(training => training with { MaxUpdates = 30 });
        experiment.Train();
        experiment.Training(training => training with { MaxUpdates = 1, StartFrom = experiment.Run.Path });
        var tuned = experiment.InFolder("tuned");

        // When
        experiment.Train(tuned);

        // Then: an update of Adam moves a weight by at most its learning rate.
        float[] before = RunFiles.LatestWeight(experiment.Run, "source.weight");
        Assert.All(before.Zip(RunFiles.LatestWeight(tuned, "source.weight")), pair => Assert.Equal(pair.First, pair.Second, 0.011f));
    }

    /// <summary>The log-probability of a translation with teacher forcing.</summary>
    private static double LogProbability(TrainedModel trained, TranslationResult line)
    {
        using var noGradient = inference_mode();
        using var scope = NewDisposeScope();
        var vocabulary = trained.Tokenizers.Target.Vocabulary;
        var source = SourceTensors.From(PaddedIds.From([[.. trained.Tokenizers.Target.Encode(line.Request.Source), vocabulary.Eos]], vocabulary.Pad), CPU);
        var target = TargetTensors.From(
            PaddedIds.From([[.. line.Best!.Tokens, vocabulary.Eos]], vocabulary.Pad), vocabulary.Bos, CPU);
        return -new TranslationLoss(0).Sum(trained.Model.call(source, target), target.RealOutput).item<float>();
    }

    private static TinyExperiment Some()
    {
        var experiment = new TinyExperiment(DigitTask.Copy(1500, seed: 1), DigitTask.Copy(20, seed: 2)) { CreateModel = BagOfEmbeddings.Create };
        experiment.Training(training => training with
        {
            MaxUpdates = Updates,
            ValidateEvery = Updates,
            BatchTokens = 400,
            EmbeddingDeviation = 0.5,
            Optimizer = new OptimizerConfig { LearningRate = 0.01 },
        });
        experiment.Model(model => model with { EmbeddingSize = 24 });
        return experiment;
    }
}
