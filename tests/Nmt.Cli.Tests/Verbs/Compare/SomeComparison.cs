using Nmt.Cli.Verbs.Compare;
using Nmt.Metrics.Alignment;
using Nmt.Metrics.Significance;
using Nmt.Runs;
using Nmt.Runs.Config;
using Nmt.Text.Corpora;
using Nmt.Text.Lines;

namespace Nmt.Cli.Tests.Verbs.Compare;

/// <summary>A comparison of two runs on six sentences.</summary>
internal static class SomeComparison
{
    public static readonly string[] Source = ["a b", "a b c", "a b c d", "a b c d e", "a b c d e f", "a b c d e f g"];

    public static readonly string[] References =
    [
        "the cat sat on the mat", "a dog ran to the house", "it is cold in the north", "she has read the whole book", "we go home at night now", "they saw the old man there",
    ];

    public static readonly string[] Better =
    [
        "the cat sat on the mat", "a dog ran to a house", "it is cold in the north", "she has read the whole book", "we go home at night", "they saw an old man there",
    ];

    public static readonly string[] Worse =
    [
        "the cat sat on mat", "a dog to the house ran", "cold in the north", "she read the whole book", "we go home at night", "they see an old man",
    ];

    public static CompareRequest Request { get; } = new(["runs/a", "runs/b <x>"], null)
    {
        Significance = new PairedTestOptions { Kind = PairedTestKind.Bootstrap }, Lengths = [3, 5],
    };

    public static ExperimentConfig Config { get; } = new()
    {
        Data = new DataConfig
        {
            Train = new CorpusConfig { Source = "train.en", Target = "train.fr" }, Validation = new CorpusConfig { Source = "valid.en", Target = "valid.fr" },
        },
        Training = new TrainingConfig { Validation = new ValidationConfig { Tokenize = ValidationTokenizer.Mteval13a } },
    };

    public static RunComparison Create(bool hasGold = true)
    {
        var aligned = new AlignmentErrorRate();
        aligned.Add(WordAlignment.Parse("0-0 1-1"), WordAlignment.Parse("0-0 1-2"));
        var test = new TestSet([new ParallelFiles { Source = "test.en", Target = "test.fr" }], Source, References)
        {
            Gold = hasGold ? [] : null, GoldFiles = hasGold ? ["test.align"] : [],
        };
        TranslatedRun[] runs =
        [
            new(
                new RunFacts("runs/a", "a model")
                {
                    Parameters = 12345, BestUpdate = 90, Updates = 100, Epochs = 1.5, Seconds = 3725.4, TokensPerSecond = 1234.5, Device = "cpu", Threads = 2,
                    Validations = [new ValidationRow(50, 0.5, 2, 1.5, 4.48, 10, 20, 80, 0.1, 1000, 60, IsBest: true), new ValidationRow(100, 1.5, 1, double.NaN, double.NaN, null, null, null, 0.1, 1000, 120, IsBest: false)],
                },
                Better, hasGold ? aligned : null),
            new(new RunFacts("runs/b <x>", "another model"), Worse, null),
        ];
        return RunComparison.Create(
            test, runs, [Config, Config with { Model = new ModelConfig { Attention = new AttentionConfig { Type = AttentionKind.Additive } } }], Request);
    }
}
