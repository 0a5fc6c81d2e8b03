using Nmt.Data.Batching;
using Nmt.Model;
using Nmt.Model.Creation;
using Nmt.Runs;
using Nmt.Runs.Checkpoints;
using Nmt.Runs.Config;
using Nmt.Runs.Config.Architectures;
using Nmt.Text;
using Nmt.Text.Corpora;
using Nmt.Text.Lines;
using Nmt.Text.Subwords;
using Nmt.Training.Checkpoints;
using Nmt.Training.Distributed;
using Nmt.Training.Initialization;
using Nmt.Training.Optimization;
using Nmt.Training.Validation;
using Serilog;
using static TorchSharp.torch;

namespace Nmt.Training;

/// <summary>A training run in its folder: new, or resumed from its latest checkpoint.</summary>
public sealed class TrainingSession : IDisposable
{
    private readonly TrainingConfig _config;
    private readonly TrainingParts _parts;
    private TrainingState _state = new();

    private TrainingSession(TrainingConfig config, TrainingParts parts, TrainingData data)
    {
        (_config, _parts, Data) = (config, parts, data);
    }

    /// <summary>Reads the data, prepares the subword model and the model, and restores the latest checkpoint in the folder, if any.</summary>
    /// <param name="config">The experiment.</param>
    /// <param name="folder">The run's folder, created if missing.</param>
    /// <param name="device">The device to train on.</param>
    /// <param name="log">The log.</param>
    /// <param name="cancellation">Cancels the preparation.</param>
    /// <param name="createModel">Creates the model; <see cref="ModelFactory.Create"/> by default.</param>
    /// <exception cref="ConfigurationException">When the folder holds a run with another config.</exception>
    /// <exception cref="DataException">When a corpus or subword model is invalid.</exception>
    public static TrainingSession Open(
        ExperimentConfig config, RunFolder folder, Device device, ILogger log, CancellationToken cancellation,
        Func<ModelConfig, Sides<long>, Device, TranslationModel>? createModel = null)
    {
        bool resumes = Resumes(config, folder);
        var existing = resumes ? new((ISubwordModel?)null) : GivenSubwordModel.Load(config);
        if (!resumes)
        {
            ModelInitialization.CheckVectorSizes(config.Model);
        }

        var corpora = Scan(config.Data, log, cancellation);
        var validation = ParallelText.Read(config.Data.Validation);
        var earlier = resumes ? ConfigLoader.LoadResolved(folder.Config, []).Training.Validation.Tokenize : (ValidationTokenizer?)null;
        config = TokenizerSelection.Resolve(config, validation.Target, earlier, log);
        var tokenizers = new SubwordPreparation(log).Prepare(config, existing, corpora, folder, resumes, cancellation);
        AtomicFile.WriteText(folder.Config, ConfigWriter.ToYaml(config));
        var summary = new TrainingDataSummary(corpora.Names, config.Data.MaxLength, log) { Subwords = config.Subwords.PerSide() };
        var batches = OpenBatches(config, corpora, tokenizers, summary);
        var model = (createModel ?? ModelFactory.Create)(config.Model, tokenizers.Map(tokenizer => (long)tokenizer.Vocabulary.Count), device);
        var validator = new Validator(model, tokenizers, validation, config.Search, config.Training);
        LogUnusedData(corpora, validation, validator, config.Model.PositionLimit, log);
        WarnAboutWarmup(config, log);
        var session = new TrainingSession(
            config.Training, CreateParts(config, folder, model, tokenizers, batches, validator, log), new TrainingData(corpora, validation, summary));
        return session.RestoreOrStart(config, resumes, log, cancellation);
    }

    /// <summary>Updates completed before this start.</summary>
    public long FirstUpdate => _state.Update;

    /// <summary>The number of parameters of the model.</summary>
    public long Parameters => _parts.Model.parameters().Sum(parameter => parameter.numel());

    /// <summary>The names and signatures of the scores that validations compute.</summary>
    public IReadOnlyList<string> Signatures => _parts.Validator.Signatures;

    /// <summary>The settings, with nothing left to be chosen automatically.</summary>
    internal TrainingConfig Config => _config;

    /// <summary>The components of the run.</summary>
    internal TrainingParts Parts => _parts;

    /// <summary>The state before this start.</summary>
    internal TrainingState State => _state;

    /// <summary>What was read for the run.</summary>
    internal TrainingData Data { get; }

    /// <summary>Trains to the end, or until a stop is requested.</summary>
    /// <param name="log">The log.</param>
    /// <param name="progress">Receives the progress after every update.</param>
    /// <param name="validated">Receives every validation after it is recorded and saved.</param>
    /// <param name="cancellation">Requests a stop after the current update.</param>
    /// <returns>Why training ended, and its final state.</returns>
    public (TrainingOutcome Outcome, TrainingState State) Train(
        ILogger log, IProgress<TrainingProgress> progress, IProgress<ValidationReport>? validated, CancellationToken cancellation)
    {
        var trainer = new Trainer(_config, _parts, _state, log, progress, validated);
        return (trainer.Train(cancellation), trainer.State);
    }

    /// <summary>Stops reading, and frees weights and moments.</summary>
    public void Dispose()
    {
        _parts.Batches.Dispose();
        _parts.Average?.Dispose();
        _parts.Optimizer.Dispose();
        _parts.Model.Dispose();
    }

    /// <summary>Whether the folder holds a checkpoint of a run with this config.</summary>
    private static bool Resumes(ExperimentConfig config, RunFolder folder)
    {
        if (!CheckpointStore.HasAny(folder.Checkpoints))
        {
            return false;
        }

        ResumeCheck.ThrowIfChanged(folder.Config, config);
        return true;
    }

    /// <summary>Scans the training corpora and logs how many pairs each filter skips.</summary>
    private static TrainingCorpora Scan(DataConfig data, ILogger log, CancellationToken cancellation)
    {
        var corpora = TrainingCorpora.Scan(data.Train, data.Filters, cancellation);
        foreach (var (setting, dropped) in corpora.Filters)
        {
            string first = dropped.Count == 0 ? "" : $", the first in line {dropped.FirstLine} of {dropped.FirstFile}";
            log.Information("data.filters.{Setting} skips {Count} of {Lines} pairs{First}", setting, dropped.Count, corpora.Lines, first);
        }

        return corpora;
    }

    /// <summary>Logs empty files, and validation pairs that only part of the scores count.</summary>
    private static void LogUnusedData(TrainingCorpora corpora, ParallelText validation, Validator validator, int limit, ILogger log)
    {
        TrainingDataSummary.WarnAboutEmpty(corpora.EmptyFiles.Concat(validation.EmptyFiles), log);

        if (validator.SkippedPairs is { Count: > 0 and var count } skipped)
        {
            log.Warning(
                "{Count} of {Pairs} validation pairs have a side without subwords{TooLong:l}, the first in line {Line} of {File:l}; they do not count in the loss, but in BLEU, chrF and TER",
                count, validation.Source.Count, limit < int.MaxValue ? $", or with more than {limit - 1} (model.transformer.max_positions)" : "", skipped.FirstLine, skipped.FirstFile);
        }
    }

    /// <summary>Without warm-up, the gradients of a Transformer with norm after its sublayers are too large at first (Xiong et al. 2020, section 3).</summary>
    private static void WarnAboutWarmup(ExperimentConfig config, ILogger log)
    {
        if (config.Model is { Architecture: ArchitectureKind.Transformer, Transformer.Norm: NormKind.Post } && config.Training.Schedule.WarmupUpdates == 0)
        {
            log.Warning(
                "A Transformer with model.transformer.norm post needs a warm-up of the learning rate: set training.schedule.warmup_updates, or norm: pre");
        }
    }

    private static ShardStream OpenBatches(
        ExperimentConfig config, TrainingCorpora corpora, Sides<ITokenizer> tokenizers, TrainingDataSummary summary)
    {
        int seed = config.Training.Seed;
        var encoder = new PairEncoder(tokenizers, config.Subwords.PerSide().Map(side => side.Settings.Sampling), seed);
        var options = new ShardOptions(config.Data.ShuffleBuffer, config.Data.MaxLength, config.Training.BatchTokens, seed);
        return new ShardStream(new ShardReader(corpora, encoder, options), tokenizers.Map(tokenizer => tokenizer.Vocabulary.Pad)) { ShardStarted = summary.Add };
    }

    private static TrainingParts CreateParts(
        ExperimentConfig config, RunFolder folder, TranslationModel model, Sides<ITokenizer> tokenizers, IBatchStream batches, Validator validator, ILogger log)
    {
        var trained = ParameterFreezing.Freeze(model, config.Training.Frozen ?? Enumerable.Empty<ParameterGroup>());
        var checkpoints = new CheckpointStore(folder.Checkpoints, folder.Subwords)
        {
            Retention = new CheckpointRetention(config.Training.KeepBest, config.Training.KeepLast),
            ConfigSha256 = FileChecksum.Sha256(folder.Config),
            Log = log,
        };
        var parts = new TrainingParts(
            model, new ParameterOptimizers(config.Training.Optimizer, trained), tokenizers, batches, validator, checkpoints, new RunTables(folder))
        {
            Average = config.Training.AverageDecay > 0 ? new WeightAverage(model, config.Training.AverageDecay) : null,
        };
        log.Information(
            "Model: {Parameters:N0} parameters, {Trained:N0} of them trained, on {Device}",
            model.parameters().Sum(p => p.numel()), trained.Sum(p => p.numel()), model.Device);
        return parts;
    }

    private TrainingSession RestoreOrStart(ExperimentConfig config, bool resumes, ILogger log, CancellationToken cancellation)
    {
        try
        {
            _state = resumes ? Restore(log, cancellation) : Start(config, log, cancellation);
            return this;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Restores the latest checkpoint, and deletes the table rows of later updates.</summary>
    private TrainingState Restore(ILogger log, CancellationToken cancellation)
    {
        var state = _parts.Checkpoints.RestoreLatest(_parts.Model, _parts.Optimizer, _parts.Average);
        _parts.Batches.Prepare(state.Position, cancellation);
        _parts.Tables.TruncateAfter(state.Update);
        log.Information("Resuming from the checkpoint of update {Update} (epoch {Epoch})", state.Update, state.Position.Epoch);
        return state;
    }

    /// <summary>Initializes the weights, and deletes the table rows of an earlier run that left no checkpoint.</summary>
    private TrainingState Start(ExperimentConfig config, ILogger log, CancellationToken cancellation)
    {
        _parts.Tables.TruncateAfter(-1);
        ModelInitialization.Initialize(_parts.Model, config, _parts.Tokenizers.Map(tokenizer => tokenizer.Vocabulary), log, cancellation);
        _parts.Average?.Restart();
        var state = new TrainingState();
        _parts.Batches.Prepare(state.Position, cancellation);
        return state;
    }
}

/// <summary>The components of a training run.</summary>
/// <param name="Model">The model to train.</param>
/// <param name="Optimizer">The optimizer of its weights.</param>
/// <param name="Tokenizers">The tokenizer of each side.</param>
/// <param name="Batches">The training data.</param>
/// <param name="Validator">Evaluates the model.</param>
/// <param name="Checkpoints">Stores the checkpoints.</param>
/// <param name="Tables">Stores the metrics.</param>
public sealed record TrainingParts(
    TranslationModel Model, ParameterOptimizers Optimizer, Sides<ITokenizer> Tokenizers, IBatchStream Batches, Validator Validator,
    CheckpointStore Checkpoints, RunTables Tables)
{
    /// <summary>The moving average of the model's weights; null if the config disables it.</summary>
    public WeightAverage? Average { get; init; }

    /// <summary>Sums the results of all training processes.</summary>
    public IGradientExchange Exchange { get; init; } = new SingleProcess();
}

/// <summary>What a training run reads.</summary>
/// <param name="Corpora">The training corpora.</param>
/// <param name="Validation">The validation set.</param>
/// <param name="Summary">Counts the training pairs while they are read for the first time.</param>
internal sealed record TrainingData(TrainingCorpora Corpora, ParallelText Validation, TrainingDataSummary Summary);
