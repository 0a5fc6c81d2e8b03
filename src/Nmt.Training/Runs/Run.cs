using Nmt.Model;
using Nmt.Text;
using Nmt.Text.Corpora;
using Nmt.Training.Checkpoints;
using Nmt.Training.Experiments;
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
    /// <exception cref="ConfigurationException">When the folder holds a run of another config.</exception>
    /// <exception cref="Nmt.Text.DataException">When a corpus or subword model is bad.</exception>
    public static Run Prepare(ExperimentConfig config, RunFolder folder, Device device, ILogger log, CancellationToken cancellation)
    {
        bool resumes = CheckpointStore.HasAny(folder.Checkpoints);
        if (resumes)
        {
            ResumeCheck.ThrowIfChanged(folder.Config, config);
        }

        var tokenizer = new SubwordPreparation(log).Prepare(config, folder, resumes);
        AtomicFile.WriteText(folder.Config, ConfigWriter.ToYaml(config));
        var corpus = ParallelCorpus.Load([.. config.Data.Train.SelectMany(c => c.Files)], tokenizer, config.Data.MaxLength, cancellation);
        log.Information(
            "Training corpus: {Pairs} pairs, {Source} source and {Target} target subwords; left out: {Empty} with an empty side, {Long} longer than {Max}",
            corpus.Count, corpus.SourceTokens, corpus.TargetTokens, corpus.SkippedEmpty.Count, corpus.SkippedTooLong.Count, config.Data.MaxLength);
        WarnOfUnknown(corpus, tokenizer.Vocabulary.Unk, log);
        if (corpus.SkippedEmpty.Count > 0)
        {
            log.Warning("Pairs with an empty side are left out, the first in line {Line} of {File}", corpus.SkippedEmpty.FirstLine, config.Data.Train[0].Source);
        }

        var validation = ValidationText.Read(config.Data.Validation);

        var model = new EncoderDecoder(config.Model, tokenizer.Vocabulary.Count, device);
        var optimizer = OptimizerFactory.Make(config.Training.Optimizer, model.parameters());
        var parts = new TrainingParts(
            model, optimizer, tokenizer, corpus,
            new Validator(model, tokenizer, validation, config.Search, config.Training.BatchTokens),
            new CheckpointStore(folder.Checkpoints, folder.Subwords), new ValidationLog(folder.Validations));
        log.Information("Model: {Parameters:N0} parameters on {Device}", model.parameters().Sum(p => p.numel()), device);
        return new Run(config.Training, parts, Begin(config.Training, parts, resumes, log));
    }

    /// <summary>Trains to the end, or until asked to stop.</summary>
    /// <returns>Why it ended, and where it stood then.</returns>
    public (TrainingOutcome Outcome, TrainingState State) Train(
        ILogger log, IProgress<TrainingProgress> progress, CancellationToken cancellation)
    {
        var trainer = new Trainer(_config, _parts, _state, log, progress);
        return (trainer.Train(cancellation), trainer.State);
    }

    /// <summary>Frees weights and moments.</summary>
    public void Dispose()
    {
        _parts.Optimizer.Dispose();
        _parts.Model.Dispose();
    }

    /// <summary>What is unknown in training can never be translated, and a subword model can be trained without it.</summary>
    private static void WarnOfUnknown(ParallelCorpus corpus, int unknown, ILogger log)
    {
        long source = Enumerable.Range(0, corpus.Count).Sum(pair => (long)corpus.Source(pair).Count(unknown));
        long target = Enumerable.Range(0, corpus.Count).Sum(pair => (long)corpus.Target(pair).Count(unknown));
        if (source + target > 0)
        {
            log.Warning(
                "The subword model does not know {Source} source and {Target} target characters or groups of them; subwords.character_coverage or subwords.byte_fallback gives them pieces",
                source, target);
        }
    }

    private static TrainingState Begin(TrainingConfig config, TrainingParts parts, bool resumes, ILogger log)
    {
        if (resumes)
        {
            var state = parts.Checkpoints.RestoreLatest(parts.Model, parts.Optimizer);
            parts.Validations.TruncateAfter(state.Update);
            log.Information("Going on from the checkpoint of update {Update} (epoch {Epoch})", state.Update, state.Epoch);
            return state;
        }

        parts.Validations.TruncateAfter(-1);
        using var generator = new Generator((ulong)config.Seed);
        new WeightInitializer(config.InitialRange, config.EmbeddingDeviation, generator).Initialize(parts.Model);
        return new TrainingState();
    }
}
