using Nmt.Data.Batching;
using Nmt.Runs;
using Nmt.Runs.Config;
using Nmt.Text;
using Nmt.Text.SubwordTraining;
using Nmt.Text.SubwordTraining.Input;
using Nmt.Text.Subwords;
using Nmt.Text.Subwords.Families;
using Nmt.Text.Subwords.SentencePiece;
using Serilog;

namespace Nmt.Training;

/// <summary>
/// Provides a run's subword models, one that both sides share or one per side: when the run resumes, those in its folder; otherwise
/// the configured ones, or new ones trained on both sides of the corpus, or on the side of the model.
/// </summary>
/// <param name="log">The log.</param>
internal sealed class SubwordPreparation(ILogger log)
{
    /// <summary>Prepares the subword models in the run's folder and returns their tokenizers.</summary>
    /// <param name="config">The experiment.</param>
    /// <param name="existing">The existing model of each side that the config names, or null.</param>
    /// <param name="corpora">The corpora to train models on.</param>
    /// <param name="folder">The run's folder.</param>
    /// <param name="resumes">Whether the run resumes.</param>
    /// <param name="cancellation">Stops training the model.</param>
    public Sides<ITokenizer> Prepare(
        ExperimentConfig config, Sides<ISubwordModel?> existing, TrainingCorpora corpora, RunFolder folder, bool resumes, CancellationToken cancellation = default)
    {
        Directory.CreateDirectory(folder.Path);
        var sides = config.Subwords.PerSide();
        if (!resumes)
        {
            var text = sides.IsShared ? new(corpora.Text()) : corpora.TextPerSide();
            var models = sides.Zip(text, (side, lines) => (Side: side, Lines: lines))
                .Zip(existing, (side, given) => UseGiven(given, side.Side) ?? Train(side.Side, side.Lines, cancellation));
            // Files of another family, left by an earlier run, would be found first.
            SubwordFiles.DeleteFrom(folder.Path);
            foreach (var (path, model) in SubwordFiles.FoldersOf(folder.Path, sides.IsShared).Zip(models, (path, model) => (path, model)).All)
            {
                Directory.CreateDirectory(path);
                model.SaveTo(path);
            }
        }

        var saved = folder.Subwords.Map(SubwordModels.LoadForTranslation);
        return sides.Zip(saved, (side, model) =>
        {
            if (model.Family != SubwordFamily.SentencePiece)
            {
                LogSpecialTokens(side, model);
            }

            return model.CreateTokenizer(side.Settings.PreTokenizer);
        });
    }

    /// <summary>Logs that a side uses an existing model, and the settings for the training of a model that it makes useless.</summary>
    private ISubwordModel? UseGiven(ISubwordModel? given, SubwordModelConfig side)
    {
        if (given is not null)
        {
            log.Information("{Model:l}: {Path}", side.Side is null ? "Subword model" : $"Subword model of the {side.Side} side", given.Name);
            foreach (string path in side.TrainingPaths())
            {
                log.Warning("{Path:l} has no effect: {Section:l}.model names an existing model", path, side.Section);
            }
        }

        return given;
    }

    private SentencePieceModel Train(SubwordModelConfig side, IEnumerable<CountedLine> text, CancellationToken cancellation)
    {
        log.Information(
            "Training a {Type:l} model of {Pieces} pieces on {Text:l} of the corpus",
            side.Settings.Type.DisplayName(),
            side.Settings.VocabularySize,
            side.Text);
        try
        {
            var result = SubwordTrainer.Train(side.ToTrainingOptions(), text, cancellation);
            foreach (string warning in result.Warnings)
            {
                log.Warning("{Warning:l}", warning);
            }

            return result.Model;
        }
        catch (DataException fault) when (side.Side is not null)
        {
            throw new DataException($"subword model of the {side.Side} side: {fault.Message}", fault);
        }
    }

    private void LogSpecialTokens(SubwordModelConfig side, ISubwordModel model)
    {
        var v = model.Vocabulary;
        log.Information(
            "{Family:l} vocabulary of {Pieces} pieces{Side:l}; padding {Pad}, unknown {Unk}, beginning of sentence {Bos}, end of sentence {Eos}",
            model.Family.Display(), v.Count, side.Side is null ? "" : $" for {side.Text}", v.Pad, v.Unk, v.Bos, v.Eos);
    }
}
