using Nmt.Text;
using Nmt.Text.Corpora;
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
    public SentencePieceTokenizer Prepare(ExperimentConfig config, RunFolder folder, bool resumes)
    {
        Directory.CreateDirectory(folder.Path);
        if (!resumes)
        {
            Make(config).Save(folder.Subwords);
        }

        return new SentencePieceTokenizer(SentencePieceModel.Load(folder.Subwords));
    }

    private SentencePieceModel Make(ExperimentConfig config)
    {
        if (config.Subwords.Model is { } given)
        {
            log.Information("Subword model: {Path}", given);
            return SentencePieceModel.Load(given);
        }

        log.Information(
            "Training a {Type:l} model of {Pieces} pieces on both sides of the corpus",
            NameOf(config.Subwords.Type),
            config.Subwords.VocabularySize);
        ParallelFiles[] files = [.. config.Data.Train.SelectMany(corpus => corpus.Files)];
        var lines = files.SelectMany(pair => TextFile.ReadLines(pair.Source).Concat(TextFile.ReadLines(pair.Target)));
        if (!lines.Any())
        {
            throw new DataException($"{files[0].Source} and {files[0].Target} are empty: expected one sentence on each line");
        }

        return SubwordTrainer.Train(config.Subwords.ToTrainingOptions(), lines).Model;
    }

    private static string NameOf(ModelKind kind) => kind == ModelKind.Bpe ? "BPE" : kind.ToString().ToLowerInvariant();
}
