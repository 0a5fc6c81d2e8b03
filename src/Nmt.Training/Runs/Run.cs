using Nmt.Data.Streaming;
using Nmt.Model;
using Nmt.Model.Creation;
using Nmt.Runs;
using Nmt.Runs.Checkpoints;
using Nmt.Runs.Config;
using Nmt.Text;
using Nmt.Text.Corpora;
using Nmt.Text.Lines;
using Nmt.Training.Checkpoints;
using Nmt.Training.Initialization;
using Nmt.Training.Optimization;
using Nmt.Training.Validation;
using Serilog;
using static TorchSharp.torch;

namespace Nmt.Training.Runs;

/// <summary>A training in its folder: begun anew, or taken up where its latest checkpoint stands.</summary>
public sealed class Run : IDisposable
{
    private readonly TrainingConfig _config;
    private readonly TrainingParts _parts;
    private readonly TrainingState _state;

    private Run(TrainingConfig config, TrainingParts parts, TrainingState state)
    {
        (_config, _parts, _state) = (config, parts, state);
    }

    /// <summary>Reads the data, prepares subwords and model, and restores a checkpoint that the folder holds.</summary>
    /// <param name="config">The experiment.</param>
    /// <param name="folder">The run's folder, made if need be.</param>
    /// <param name="device">Where the model is trained.</param>
    /// <param name="log">Takes what a user follows.</param>
    /// <param name="cancellation">Ends the preparation.</param>
    /// <param name="createModel">Creates the model; by default <see cref="ModelFactory"/> does.</param>
    /// <exception cref="ConfigurationException">When the folder holds a run of another config.</exception>
    /// <exception cref="Nmt.Text.DataException">When a corpus or subword model is bad.</exception>
    public static Run Prepare(
        ExperimentConfig config, RunFolder folder, Device device, ILogger log, CancellationToken cancellation,
        Func<ModelConfig, long, Device, TranslationModel>? createModel = null)
    {
        bool resumes = CheckpointStore.HasAny(folder.Checkpoints);
        if (resumes)
        {
            ResumeCheck.ThrowIfChanged(folder.Config, config);
        }

        var given = resumes ? null : GivenSubwordModel.Load(config);
        var corpora = CountCorpora(config.Data, log, cancellation);
        var validation = ValidationText.Read(config.Data.Validation);
        var tokenizer = new SubwordPreparation(log).Prepare(config, given, corpora, folder, resumes);
        AtomicFile.WriteText(folder.Config, ConfigWriter.ToYaml(config));
        var reader = new BlockReader(
            corpora, new LineEncoder(tokenizer, config.Subwords.Sampling, config.Training.Seed),
            new BlockOptions(config.Data.ShuffleBuffer, config.Data.MaxLength, config.Training.BatchTokens, config.Training.Seed));

        var model = (createModel ?? ModelFactory.Create)(config.Model, tokenizer.Vocabulary.Count, device);
        var trained = FrozenParts.Freeze(model, config.Training.Frozen ?? Enumerable.Empty<ParameterGroup>());
        var optimizer = new ParameterOptimizers(config.Training.Optimizer, trained);
        var parts = new TrainingParts(
            model, optimizer, tokenizer, new BlockStream(reader), new FirstPass(corpora.FirstFiles, config.Data.MaxLength, log) { HasReadyModel = config.Subwords.Model is not null },
            new Validator(model, tokenizer, validation, config.Search, config.Training),
            new CheckpointStore(folder.Checkpoints, folder.Subwords)
            {
                Retention = new CheckpointRetention(config.Training.KeepBest, config.Training.KeepLast),
                ConfigSha256 = FileChecksum.Sha256(folder.Config),
                Log = log,
            },
            new RunTables(folder))
        {
            Average = config.Training.AverageDecay > 0 ? new WeightAverage(model, config.Training.AverageDecay) : null,
        };
        log.Information(
            "Model: {Parameters:N0} parameters, {Trained:N0} of them trained, on {Device}",
            model.parameters().Sum(p => p.numel()), trained.Sum(p => p.numel()), device);
        var run = new Run(config.Training, parts, Begin(config, parts, resumes, log));
        try
        {
            parts.Blocks.Prepare(run._state.Epoch, run._state.Block ?? corpora.Beginning, cancellation);
            return run;
        }
        catch
        {
            run.Dispose();
            throw;
        }
    }

    /// <summary>Updates done before this start.</summary>
    public long FirstUpdate => _state.Update;

    /// <summary>Parameters of the model.</summary>
    public long Parameters => _parts.Model.parameters().Sum(parameter => parameter.numel());

    /// <summary>Trains to the end, or until asked to stop.</summary>
    /// <param name="log">Takes what a user follows.</param>
    /// <param name="progress">Takes every update.</param>
    /// <param name="validated">Takes every validation, when it is recorded and saved.</param>
    /// <param name="cancellation">Asks for a stop after the running update.</param>
    /// <returns>Why it ended, and where it stood then.</returns>
    public (TrainingOutcome Outcome, TrainingState State) Train(
        ILogger log, IProgress<TrainingProgress> progress, IProgress<ValidationReport>? validated, CancellationToken cancellation)
    {
        var trainer = new Trainer(_config, _parts, _state, log, progress, validated);
        return (trainer.Train(cancellation), trainer.State);
    }

    /// <summary>Stops reading, and frees weights and moments.</summary>
    public void Dispose()
    {
        _parts.Blocks.Dispose();
        _parts.Average?.Dispose();
        _parts.Optimizer.Dispose();
        _parts.Model.Dispose();
    }

    /// <summary>Reads the training corpora through and says what filters leave out, each once.</summary>
    private static TrainingCorpora CountCorpora(DataConfig data, ILogger log, CancellationToken cancellation)
    {
        var corpora = TrainingCorpora.Count(data.Train, data.Filters, cancellation);
        foreach (var (setting, dropped) in corpora.Filters)
        {
            string first = dropped.Count == 0 ? "" : $", the first in line {dropped.FirstLine} of {dropped.FirstFile}";
            log.Information("data.filters.{Setting} leaves out {Count} of {Lines} pairs{First}", setting, dropped.Count, corpora.Lines, first);
        }

        return corpora;
    }

    private static TrainingState Begin(ExperimentConfig config, TrainingParts parts, bool resumes, ILogger log)
    {
        if (resumes)
        {
            var state = parts.Checkpoints.RestoreLatest(parts.Model, parts.Optimizer, parts.Average);
            ThrowIfLost(state, parts.Blocks);
            parts.Tables.TruncateAfter(state.Update);
            log.Information("Going on from the checkpoint of update {Update} (epoch {Epoch})", state.Update, state.Epoch);
            return state;
        }

        parts.Tables.TruncateAfter(-1);
        ModelInitialization.Initialize(parts.Model, config, parts.Tokenizer.Vocabulary, log);
        parts.Average?.Restart();
        return new TrainingState();
    }

    /// <summary>A position in the data means nothing in other data.</summary>
    private static void ThrowIfLost(TrainingState state, BlockStream blocks)
    {
        long pairs = blocks.Beginning.Pairs;
        if (state.Block is { } block && block.Pairs != pairs)
        {
            throw new DataException(
                $"the training corpora have {pairs} pairs and had {block.Pairs} when the run's checkpoint was written: a run goes on only with the same data");
        }
    }
}
