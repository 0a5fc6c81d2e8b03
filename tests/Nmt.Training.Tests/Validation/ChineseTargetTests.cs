using Nmt.Runs;
using Nmt.Runs.Config;
using Nmt.Text.Subwords;
using static TorchSharp.torch;

namespace Nmt.Training.Tests.Validation;

/// <summary>Training on a target without spaces: digits, to be written as a Chinese number read digit by digit.</summary>
public sealed class ChineseTargetTests : IDisposable
{
    private const string Numerals = "〇一二三四五六七八九";

    // The first validation, and five more that are no better.
    private const long UpdateOfTheEarlyStop = 6 * 40;

    private readonly TinyExperiment _experiment = new(Chinese(DigitTask.Copy(600, seed: 1)), Chinese(DigitTask.Copy(40, seed: 2)));
    private readonly LogLines _log = new();

    public ChineseTargetTests()
    {
        _experiment.Config = _experiment.Config with
        {
            Subwords = _experiment.Config.Subwords with { Type = ModelKind.Char, VocabularySize = 30 },
        };
        _experiment.Model(model => model with { Dropout = 0, EmbeddingSize = 32 });
        // The default metric and patience.
        _experiment.Training(training => training with
        {
            MaxUpdates = 360, ValidateEvery = 40, BatchTokens = 300, Patience = new TrainingConfig().Patience, EmbeddingDeviation = 1, InitialRange = 0.15,
            Optimizer = training.Optimizer with { LearningRate = 0.01 },
        });
    }

    public void Dispose() => _experiment.Dispose();

    [Fact]
    public void Default_config_keeps_a_checkpoint_that_translates_well()
    {
        // When
        var state = Train().State;

        // Then
        ValidationRow[] rows = [.. new RunTables(_experiment.Run).Validations.Read()];
        var best = rows.Single(row => row.Update == state.BestUpdate);
        Assert.InRange(best.Bleu!.Value, 60, 100.001);
        Assert.InRange(best.Chrf!.Value, 0.9 * rows.Max(row => row.Chrf)!.Value, 100.001);
        Assert.True(state.BestUpdate > UpdateOfTheEarlyStop);
        Assert.Contains("BLEU tokenizer zh: the validation references are in Chinese characters", _log.Information);
        Assert.Contains("    tokenize: zh\n", File.ReadAllText(_experiment.Run.Config), StringComparison.Ordinal);
        Assert.Empty(_log.Warnings);
    }

    [Fact]
    public void With_13a_bleu_is_0_until_training_stops_early_but_a_warning_tells()
    {
        // Given
        _experiment.Config = _experiment.Config.WithTokenizer(ValidationTokenizer.Mteval13a);

        // When
        var (outcome, state) = Train();

        // Then
        Assert.Equal((TrainingOutcome.StoppedEarly, UpdateOfTheEarlyStop, 40), (outcome, state.Update, state.BestUpdate));
        Assert.All(new RunTables(_experiment.Run).Validations.Read(), row => Assert.Equal(0, row.Bleu));
        Assert.StartsWith("BLEU stayed at 0.00 in the first ", Assert.Single(_log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_from_before_the_setting_existed_resumes_with_13a_and_is_told()
    {
        // Given: its config has none of the new keys.
        _experiment.Training(training => training with { MaxUpdates = 40 });
        _experiment.Config = _experiment.Config.WithTokenizer(ValidationTokenizer.Mteval13a);
        Train();
        string saved = File.ReadAllText(_experiment.Run.Config);
        int first = saved.IndexOf("    tokenize: 13a\n", StringComparison.Ordinal);
        int after = saved.IndexOf("  checkpoint_every:", StringComparison.Ordinal);
        File.WriteAllText(_experiment.Run.Config, saved.Remove(first, after - first));
        _experiment.Config = _experiment.Config.WithTokenizer(ValidationTokenizer.Auto);
        _experiment.Training(training => training with { MaxUpdates = 80 });

        // When
        var (_, state) = Train();

        // Then
        Assert.Equal(80, state.Update);
        Assert.All(new RunTables(_experiment.Run).Validations.Read(), row => Assert.Equal(0, row.Bleu));
        Assert.Contains("    tokenize: 13a\n", File.ReadAllText(_experiment.Run.Config), StringComparison.Ordinal);
        Assert.StartsWith("The BLEU tokenizer zh suits this run better", _log.Warnings.First(), StringComparison.Ordinal);
    }

    private static CorpusText Chinese(CorpusText digits) =>
        digits with { Target = [.. digits.Target.Select(line => string.Concat(line.Split(' ').Select(digit => Numerals[digit[0] - '0'])))] };

    private (TrainingOutcome Outcome, Nmt.Runs.Checkpoints.TrainingState State) Train()
    {
        using var run = TrainingSession.Open(_experiment.Config, _experiment.Run, CPU, _log.Log, CancellationToken.None);
        return run.Train(_log.Log, new ProgressCollector(), validated: null, CancellationToken.None);
    }
}
