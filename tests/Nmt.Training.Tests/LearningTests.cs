using Nmt.Training.Validation;

namespace Nmt.Training.Tests;

/// <summary>Tasks that a right implementation learns in seconds and a wrong one does not.</summary>
public sealed class LearningTests
{
    [Theory]
    [InlineData("copy", 1)]
    [InlineData("copy", 2)]
    [InlineData("copy", 3)]
    [InlineData("reverse", 1)]
    [InlineData("reverse", 2)]
    [InlineData("reverse", 3)]
    [InlineData("sort", 1)]
    [InlineData("sort", 2)]
    [InlineData("sort", 3)]
    public void Digit_task_is_learnt(string task, int seed)
    {
        using var experiment = Digits(task, updates: 500);
        experiment.Training(training => training with { Seed = seed });
        var watch = System.Diagnostics.Stopwatch.StartNew();
        experiment.Train();
        var rows = new ValidationLog(experiment.Run.Validations).Read();
        foreach (var r in rows) File.AppendAllText("/tmp/learn.log", $"{task} {seed} {watch.Elapsed.TotalSeconds:F1}s {r}" + "\n");
    }

    private static TinyExperiment Digits(string task, int updates)
    {
        var experiment = task switch
        {
            "copy" => new TinyExperiment(DigitTask.Copy(4000, seed: 11), DigitTask.Copy(50, seed: 12)),
            "reverse" => new TinyExperiment(DigitTask.Reverse(4000, seed: 11), DigitTask.Reverse(50, seed: 12)),
            "sort" => new TinyExperiment(DigitTask.Sort(4000, seed: 11), DigitTask.Sort(50, seed: 12)),
            _ => throw new ArgumentOutOfRangeException(nameof(task), task, "no such task"),
        };
        experiment.Model(model => model with
        {
            EmbeddingSize = 32,
            Dropout = 0,
            Encoder = model.Encoder with { HiddenSize = 32 },
            Decoder = model.Decoder with { HiddenSize = 64 },
        });
        experiment.Training(training => training with
        {
            BatchTokens = 256,
            MaxUpdates = updates,
            ValidateEvery = 100,
            Optimizer = training.Optimizer with { LearningRate = 0.005 },
        });
        return experiment;
    }
}
