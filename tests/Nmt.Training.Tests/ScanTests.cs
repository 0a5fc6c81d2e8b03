using System.Globalization;
using Nmt.Metrics;
using Nmt.Training.Runs;
using Nmt.Training.Validation;
using static TorchSharp.torch;

namespace Nmt.Training.Tests;

public sealed class ScanTests
{
    private static double Env(string name, double fallback) =>
        Environment.GetEnvironmentVariable(name) is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : fallback;

    [Fact]
    public void Scan()
    {
        foreach (string task in (Environment.GetEnvironmentVariable("TASKS") ?? "copy,reverse,sort").Split(','))
        {
            for (int seed = 1; seed <= (int)Env("SEEDS", 3); seed++)
            {
                int longest = (int)Env("LEN", 6);
                var (lt, _) = LexiconTask.Make((int)Env("PAIRS", 2000), seed: 31);
                var (lv, reference) = LexiconTask.Make(60, seed: 32);
                using var experiment = task switch
                {
                    "copy" => new TinyExperiment(DigitTask.Copy(4000, 11, longest), DigitTask.Copy(50, 12, longest)),
                    "reverse" => new TinyExperiment(DigitTask.Reverse(4000, 11, longest), DigitTask.Reverse(50, 12, longest)),
                    "lex" => new TinyExperiment(lt, lv),
                    _ => new TinyExperiment(DigitTask.Sort(4000, 11, longest), DigitTask.Sort(50, 12, longest)),
                };
                experiment.Model(model => model with
                {
                    EmbeddingSize = (int)Env("EMB", 32),
                    Dropout = Env("DROP", 0),
                    Encoder = model.Encoder with { HiddenSize = (int)Env("HID", 32) },
                    Decoder = model.Decoder with { HiddenSize = (int)Env("DEC", 64), InputFeeding = Env("FEED", 1) == 1, Bridge = (Nmt.Model.Decoders.BridgeKind)(int)Env("BRIDGE", 0) },
                    Attention = model.Attention with { Type = Env("ADD", 0) == 1 ? Nmt.Model.Attention.AttentionKind.Additive : Nmt.Model.Attention.AttentionKind.General },
                });
                experiment.Training(training => training with
                {
                    Seed = seed,
                    BatchTokens = (int)Env("BATCH", 256),
                    MaxUpdates = (int)Env("UPD", 600),
                    ValidateEvery = (int)Env("VAL", 100),
                    InitialRange = Env("RANGE", 0.2),
                    EmbeddingDeviation = Env("DEV", 1),
                    ClipNorm = Env("CLIP", 5), Metric = ValidationMetric.Loss,
                    Schedule = new Nmt.Training.Schedules.ScheduleConfig { Factor = Env("FACTOR", 0.5) },
                    Optimizer = training.Optimizer with { LearningRate = Env("LR", 0.005) },
                });
                var watch = System.Diagnostics.Stopwatch.StartNew();
                experiment.Train();
                var rows = new ValidationLog(experiment.Run.Validations).Read();
                double aer = -1;
                if (task == "lex")
                {
                    using var trained = TrainedModel.Load(experiment.Run.Path, [], CPU);
                    var errors = new AlignmentErrorRate();
                    foreach (var (found, wanted) in AttentionAlignment.Of(trained.Model, trained.Tokenizer, lv).Zip(reference))
                    {
                        errors.Add(found, wanted);
                    }
                    aer = errors.Rate;
                }
                File.AppendAllText("/tmp/scan.log", $"{Environment.GetEnvironmentVariable("TAG")} {task} {seed} {watch.Elapsed.TotalSeconds:F1}s AER {aer:F1} "
                    + string.Join(" | ", rows.Select(r => $"{r.Perplexity:F3} {r.Bleu:F0}")) + "\n");
            }
        }
    }
}
