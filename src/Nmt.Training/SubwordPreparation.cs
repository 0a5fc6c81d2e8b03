using Nmt.Data.Batching;
using Nmt.Runs;
using Nmt.Runs.Config;
using Nmt.Text.SubwordTraining;
using Nmt.Text.Subwords;
using Nmt.Text.Subwords.Families;
using Nmt.Text.Subwords.SentencePiece;
using Serilog;

namespace Nmt.Training;

/// <summary>Gives a run its subword model: its own where it resumes, the given one, or one trained on both sides of the corpus.</summary>
/// <param name="log">Takes what a user follows.</param>
internal sealed class SubwordPreparation(ILogger log)
{
    /// <summary>The run's tokenizer; afterwards its model is in the run's folder.</summary>
    /// <param name="config">The experiment.</param>
    /// <param name="given">The ready model that the config names.</param>
    /// <param name="corpora">What a model is trained on.</param>
    /// <param name="folder">The run's folder.</param>
    /// <param name="resumes">Whether the run resumes.</param>
    public ITokenizer Prepare(ExperimentConfig config, ISubwordModel? given, TrainingCorpora corpora, RunFolder folder, bool resumes)
    {
        Directory.CreateDirectory(folder.Path);
        if (!resumes)
        {
            if (given is not null)
            {
                log.Information("Subword model: {Path}", given.Name);
            }

            // The files of another family, which a run before may have left, must not be found first.
            var model = given ?? Train(config, corpora);
            SubwordFiles.DeleteFrom(folder.Path);
            model.SaveTo(folder.Path);
        }

        var own = SubwordModels.LoadForTranslation(folder.Subwords);
        if (own.Family != SubwordFamily.SentencePiece)
        {
            LogReserved(own);
        }

        return own.CreateTokenizer(config.Subwords.PreTokenizer);
    }

    private SentencePieceModel Train(ExperimentConfig config, TrainingCorpora corpora)
    {
        log.Information(
            "Training a {Type:l} model of {Pieces} pieces on both sides of the corpus",
            NameOf(config.Subwords.Type),
            config.Subwords.VocabularySize);
        return SubwordTrainer.Train(config.Subwords.ToTrainingOptions(), corpora.Text()).Model;
    }

    private void LogReserved(ISubwordModel model)
    {
        var v = model.Vocabulary;
        log.Information(
            "{Family:l} vocabulary of {Pieces} pieces; padding {Pad}, unknown {Unk}, beginning {Bos} and end of sentence {Eos}",
            model.Family.Display(), v.Count, v.Pad, v.Unk, v.Bos, v.Eos);
    }

    private static string NameOf(ModelKind kind) => kind == ModelKind.Bpe ? "BPE" : kind.ToString().ToLowerInvariant();
}
