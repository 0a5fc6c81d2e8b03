using Nmt.Model;
using Nmt.Runs;
using Nmt.Runs.Checkpoints;
using Nmt.Runs.Config;
using Nmt.Runs.Config.Architectures;
using Nmt.Search;
using Nmt.TestKit;
using Nmt.Text;
using Nmt.Text.Corpora;
using Nmt.Text.SubwordTraining;
using Serilog.Core;
using static TorchSharp.torch;

namespace Nmt.Training.Tests;

/// <summary>Corpora in a temporary folder, and a config of a model small enough to train in a test.</summary>
internal sealed class TinyExperiment : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>A Transformer of two layers per side.</summary>
    public static ModelConfig Transformer { get; } = new()
    {
        Architecture = ArchitectureKind.Transformer,
        EmbeddingSize = 16,
        Dropout = 0.1,
        Transformer = new TransformerConfig { EncoderLayers = 2, DecoderLayers = 2, Heads = 2, FeedForwardSize = 32 },
    };

    public TinyExperiment(CorpusText train, CorpusText validation)
    {
        Config = new ExperimentConfig
        {
            Data = new DataConfig { Train = Write("train", train), Validation = Write("dev", validation) },
            Subwords = new SubwordsConfig { VocabularySize = train.WholeWordPieces, CharacterCoverage = 1 },
            Model = new ModelConfig
            {
                EmbeddingSize = 16,
                Dropout = 0.1,
                Encoder = new EncoderConfig { HiddenSize = 16 },
                Decoder = new DecoderConfig { HiddenSize = 32 },
            },
            Training = new TrainingConfig
            {
                Threads = 1,
                BatchTokens = 64,
                MaxEpochs = 0,
                MaxUpdates = 20,
                ValidateEvery = 8,
                LogEvery = 3,
                Patience = 0,
                Optimizer = new OptimizerConfig { LearningRate = 0.005 },
                Schedule = new ScheduleConfig { Type = ScheduleKind.Constant },
            },
            Search = new SearchConfig { BeamSize = 1 },
        };
        Run = InFolder("run");
    }

    /// <summary>The experiment's config; tests change the settings they are about.</summary>
    public ExperimentConfig Config { get; set; }

    /// <summary>Creates the model; null for the product's own models.</summary>
    public Func<ModelConfig, Sides<long>, Device, TranslationModel>? CreateModel { get; init; }

    /// <summary>The run's folder.</summary>
    public RunFolder Run { get; }

    /// <summary>A digit-copying task: a corpus for tests that need no learning.</summary>
    public static TinyExperiment Digits(int pairs = 60) => new(DigitTask.Copy(pairs, seed: 1), DigitTask.Copy(10, seed: 2));

    /// <summary>The folder of another run, next to the first.</summary>
    public RunFolder InFolder(string name) => new(_folder.Of(name));

    /// <summary>Full path of something in the experiment's folder.</summary>
    public string PathOf(string name) => _folder.Of(name);

    /// <summary>Changes the section <c>training</c>.</summary>
    public void Training(Func<TrainingConfig, TrainingConfig> change) => Config = Config with { Training = change(Config.Training) };

    /// <summary>Changes the section <c>subwords</c>.</summary>
    public void Subwords(Func<SubwordsConfig, SubwordsConfig> change) => Config = Config with { Subwords = change(Config.Subwords) };

    /// <summary>Changes the section <c>model</c>.</summary>
    public void Model(Func<ModelConfig, ModelConfig> change) => Config = Config with { Model = change(Config.Model) };

    public TrainingSession Prepare(RunFolder? folder = null) =>
        TrainingSession.Open(Config, folder ?? Run, CPU, Logger.None, CancellationToken.None, CreateModel);

    /// <summary>Prepares, trains and disposes a session.</summary>
    public (TrainingOutcome Outcome, TrainingState State) Train(
        RunFolder? folder = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        using var run = Prepare(folder);
        return run.Train(Logger.None, progress ?? new ProgressCollector(), validated: null, cancellation);
    }

    /// <summary>Trains up to an update and then stops, like a user who presses Ctrl-C.</summary>
    public TrainingState TrainUntil(long update, RunFolder? folder = null, IProgress<TrainingProgress>? progress = null)
    {
        using var stop = new CancellationTokenSource();
        var stopping = new ProgressCollector(report =>
        {
            progress?.Report(report);
            if (report.Update == update)
            {
                stop.Cancel();
            }
        });
        var (outcome, state) = Train(folder, stopping, stop.Token);
        Assert.Equal(TrainingOutcome.Interrupted, outcome);
        Assert.Equal(update, state.Update);
        return state;
    }

    public void Dispose() => _folder.Dispose();

    private CorpusConfig Write(string name, CorpusText text) => new()
    {
        Source = _folder.Write(name + ".src", string.Concat(text.Source.Select(line => line + "\n"))),
        Target = _folder.Write(name + ".tgt", string.Concat(text.Target.Select(line => line + "\n"))),
    };
}
