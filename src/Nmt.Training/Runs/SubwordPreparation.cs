using Nmt.Text.Corpora.Streaming;
using Nmt.Text.Tokenization;
using Nmt.Text.Tokenization.Training;
using Nmt.Training.Experiments;
using Serilog;

namespace Nmt.Training.Runs;

/// <summary>Gives a run its subword model: its own where it goes on, the given one, or one trained on both sides of the corpus.</summary>
/// <param name="log">Takes what a user follows.</param>
internal sealed class SubwordPreparation(ILogger log)
{
    /// <summary>The run's tokenizer; afterwards its model lies in the run's folder.</summary>
    /// <param name="config">The experiment.</param>
    /// <param name="corpora">What a model is trained on.</param>
    /// <param name="folder">The run's folder.</param>
    /// <param name="resumes">Whether the run goes on.</param>
    public SentencePieceTokenizer Prepare(ExperimentConfig config, TrainingCorpora corpora, RunFolder folder, bool resumes)
    {
        Directory.CreateDirectory(folder.Path);
        if (!resumes)
        {
            Make(config, corpora).Save(folder.Subwords);
        }

        return new SentencePieceTokenizer(SentencePieceModel.LoadForTranslation(folder.Subwords));
    }

    private SentencePieceModel Make(ExperimentConfig config, TrainingCorpora corpora)
    {
        if (config.Subwords.Model is { } given)
        {
            log.Information("Subword model: {Path}", given);
            return SentencePieceModel.LoadForTranslation(given);
        }

        log.Information(
            "Training a {Type:l} model of {Pieces} pieces on both sides of the corpus",
            NameOf(config.Subwords.Type),
            config.Subwords.VocabularySize);
        return SubwordTrainer.Train(config.Subwords.ToTrainingOptions(), corpora.Text()).Model;
    }

    private static string NameOf(ModelKind kind) => kind == ModelKind.Bpe ? "BPE" : kind.ToString().ToLowerInvariant();
}
