using System.Globalization;
using Nmt.Data.Profiles;
using Nmt.Runs.Config;
using Nmt.Text.Subwords;

namespace Nmt.Training.NewProjects;

/// <summary>The settings of a config for a corpus, each with the reason for its value.</summary>
/// <param name="profile">The corpus.</param>
/// <param name="subwords">The subword model.</param>
/// <param name="trial">A subword model that was trained with these settings.</param>
public sealed class ProjectSettings(CorpusProfile profile, SubwordChoice subwords, SubwordTrial trial)
{
    private const int DefaultMaxLength = 100;
    private const int LongestMaxLength = 250;

    /// <summary>
    /// Padding makes batches hold fewer subwords than their size: the quickstart's corpus needs 1.07 times as many updates as without it,
    /// Multi30k 1.17 times.
    /// </summary>
    private const double Padding = 1.15;

    /// <summary>Fewer updates teach a new model nothing.</summary>
    private const long MinUpdates = 300;

    /// <summary>Validations of a run: about one per epoch of Multi30k.</summary>
    private const int Validations = 20;

    /// <summary>Updates of warm-up in our measured configs, at most a tenth of all.</summary>
    private const long WarmUpUpdates = 200;

    /// <summary>In scripts that do not separate words by spaces, BLEU's words are whole sentences.</summary>
    private static readonly Script[] WithoutSpaces = [Script.Han, Script.Thai, Script.Lao, Script.Khmer, Script.Myanmar, Script.Tibetan];

    private CorpusSize Size => CorpusSize.Of(profile);

    /// <summary>Estimated number of updates per epoch.</summary>
    public double UpdatesPerEpoch => Math.Max(1, profile.Pairs * (trial.LongerLength + 1) * Padding / Size.BatchTokens);

    /// <summary>Number of updates.</summary>
    public long Updates => Round(Math.Max(MinUpdates, Size.Epochs * UpdatesPerEpoch));

    /// <summary>All settings except the corpora.</summary>
    public IEnumerable<CommentedSetting> All() => [.. Data(), .. Subwords(), .. Model(), .. Training(), .. Search()];

    private IEnumerable<CommentedSetting> Data()
    {
        int maxLength = trial.Percentile99 <= DefaultMaxLength ? DefaultMaxLength
            : Math.Min(LongestMaxLength, (trial.Percentile99 + 9) / 10 * 10);
        yield return CommentedSetting.Of(
            "data.max_length", maxLength,
            Text($"Subwords per side; longer training pairs are skipped. 99 % of the pairs have at most {trial.Percentile99:N0}; on average a source has {trial.SourceLength:F1} and a target {trial.TargetLength:F1}."));
    }

    private IEnumerable<CommentedSetting> Subwords()
    {
        yield return new CommentedSetting("subwords.type", "bpe", "Byte pair encoding, one model for both sides, so that names and numbers are split alike; all our measured configs use it.");
        yield return CommentedSetting.Of("subwords.vocabulary_size", subwords.Config.VocabularySize, Sentence(subwords.SizeReason));
        yield return CommentedSetting.Of("subwords.character_coverage", subwords.Config.CharacterCoverage, Sentence(subwords.CoverageReason));
    }

    private IEnumerable<CommentedSetting> Model()
    {
        yield return CommentedSetting.Of("model.embedding_size", Size.Units, "Sizes by the amount of text, see the top of this file.");
        yield return CommentedSetting.Of("model.dropout", Size.Dropout, "The less text, the more dropout: it gained 1.8 BLEU on Multi30k (docs/benchmarks.md).");
        yield return CommentedSetting.Of("model.encoder.hidden_size", Size.Units, "Per direction.");
        yield return CommentedSetting.Of("model.decoder.hidden_size", 2 * Size.Units, "Twice the encoder's, so that its final states can be copied.");
        yield return new CommentedSetting("model.decoder.bridge", "copy");
        yield return new CommentedSetting("model.attention.type", "general");
    }

    private IEnumerable<CommentedSetting> Training()
    {
        long updates = Updates;
        long warmUp = Math.Min(WarmUpUpdates, updates / 10);
        long every = Math.Max(1, Round(updates / (double)Validations));
        bool hasSpaces = profile.Target.ShareOf(WithoutSpaces) < 0.5;
        yield return CommentedSetting.Of("training.seed", 1);
        yield return CommentedSetting.Of(
            "training.batch_tokens", Size.BatchTokens,
            Text($"Sentences times the longer side, with padding: about {Math.Max(1, Size.BatchTokens / (trial.LongerLength + 1)):N0} sentences, {UpdatesPerEpoch:N0} updates per epoch. Memory grows with it."));
        yield return CommentedSetting.Of("training.max_epochs", 0, "No limit in epochs: the number of updates below is the limit.");
        yield return CommentedSetting.Of(
            "training.max_updates", updates,
            Text($"About {updates / UpdatesPerEpoch:N0} epochs. If you change it, change schedule.updates with it. nmt train --dry-run tells how long it takes."));
        yield return CommentedSetting.Of("training.validate_every", every, Text($"Updates: about {updates / every} validations, and the best checkpoint is kept."));
        yield return CommentedSetting.Of("training.label_smoothing", 0.1, "Gained 0.9 BLEU on Multi30k.");
        yield return CommentedSetting.Of(
            "training.average_decay", updates >= 4_000 ? 0.999 : updates >= 1_000 ? 0.995 : 0.99,
            "Translates with a moving average of the weights, over fewer updates in a shorter training.");
        yield return new CommentedSetting("training.optimizer.type", "adam");
        yield return CommentedSetting.Of("training.optimizer.learning_rate", Size.LearningRate, "Higher for the small models and batches of little text.");
        yield return new CommentedSetting("training.schedule.type", "cosine", "From the learning rate almost to zero at the last update, after a short warm-up.");
        yield return CommentedSetting.Of("training.schedule.warmup_updates", warmUp);
        yield return CommentedSetting.Of("training.schedule.updates", updates);
        yield return new CommentedSetting(
            "training.metric", hasSpaces ? "bleu" : "chrf",
            hasSpaces ? "Selects the best checkpoint." : "Selects the best checkpoint. The target has no spaces between words, which BLEU counts: chrF counts characters.");
        yield return CommentedSetting.Of("training.patience", 0, "No early stopping: the schedule determines the end.");
    }

    private static IEnumerable<CommentedSetting> Search()
    {
        yield return CommentedSetting.Of("search.beam_size", 5, "For translating and for the test set; validations use greedy search. 1 is greedy, and several times as fast.");
        yield return new CommentedSetting("search.length_penalty", "average");
    }

    /// <summary>What the settings are based on, for the top of the file.</summary>
    public string Evidence => Text($"{CorpusSize.CharactersOf(profile):N0} target characters: model, dropout, batch and epochs are {Size.Evidence}.");

    /// <summary>Rounds to two digits, and to a multiple of 10 from 100 on.</summary>
    private static long Round(double number)
    {
        long unit = 1;
        while (number / unit >= 100)
        {
            unit *= 10;
        }

        return (long)Math.Round(number / unit) * unit;
    }

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text[1..] + ".";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
