using Nmt.Data.Batching;
using Nmt.Runs;
using Nmt.Runs.Config;
using Nmt.Text.SubwordTraining;
using Nmt.Text.Subwords;
using Nmt.Text.Subwords.Families;
using Nmt.Text.Subwords.SentencePiece;
using Serilog;

namespace Nmt.Training;

/// <summary>
/// Provides a run's subword model: when the run resumes, the one in its folder; otherwise the configured one, or a new one trained
/// on both sides of the corpus.
/// </summary>
/// <param name="log">The log.</param>
internal sealed class SubwordPreparation(ILogger log)
{
    /// <summary>Prepares the subword model in the run's folder and returns its tokenizer.</summary>
    /// <param name="config">The experiment.</param>
    /// <param name="existing">The existing model that the config names, or null.</param>
    /// <param name="corpora">The corpora to train a model on.</param>
    /// <param name="folder">The run's folder.</param>
    /// <param name="resumes">Whether the run resumes.</param>
    /// <param name="cancellation">Stops training the model.</param>
    public ITokenizer Prepare(
        ExperimentConfig config, ISubwordModel? existing, TrainingCorpora corpora, RunFolder folder, bool resumes, CancellationToken cancellation = default)
    {
        Directory.CreateDirectory(folder.Path);
        if (!resumes)
        {
            if (existing is not null)
            {
                log.Information("Subword model: {Path}", existing.Name);
                LogUnusedSettings(config.Subwords);
            }

            // Files of another family, left by an earlier run, would be found first.
            var model = existing ?? Train(config, corpora, cancellation);
            SubwordFiles.DeleteFrom(folder.Path);
            model.SaveTo(folder.Path);
        }

        var saved = SubwordModels.LoadForTranslation(folder.Subwords);
        if (saved.Family != SubwordFamily.SentencePiece)
        {
            LogSpecialTokens(saved);
        }

        return saved.CreateTokenizer(config.Subwords.PreTokenizer);
    }

    private SentencePieceModel Train(ExperimentConfig config, TrainingCorpora corpora, CancellationToken cancellation)
    {
        log.Information(
            "Training a {Type:l} model of {Pieces} pieces on both sides of the corpus",
            config.Subwords.Type.DisplayName(),
            config.Subwords.VocabularySize);
        var result = SubwordTrainer.Train(config.Subwords.ToTrainingOptions(), corpora.Text(), cancellation);
        foreach (string warning in result.Warnings)
        {
            log.Warning("{Warning:l}", warning);
        }

        return result.Model;
    }

    /// <summary>Logs settings for the training of a model that an existing model makes useless.</summary>
    private void LogUnusedSettings(SubwordsConfig config)
    {
        foreach (string key in config.TrainingKeys())
        {
            log.Warning("subwords.{Key:l} has no effect: subwords.model names an existing model", key);
        }
    }

    private void LogSpecialTokens(ISubwordModel model)
    {
        var v = model.Vocabulary;
        log.Information(
            "{Family:l} vocabulary of {Pieces} pieces; padding {Pad}, unknown {Unk}, beginning of sentence {Bos}, end of sentence {Eos}",
            model.Family.Display(), v.Count, v.Pad, v.Unk, v.Bos, v.Eos);
    }
}
