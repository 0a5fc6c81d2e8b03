using Nmt.Metrics.Bleu;
using Nmt.Runs.Config;
using Serilog;

namespace Nmt.Training.Validation;

/// <summary>
/// Replaces <c>training.validation.tokenize: auto</c> by a tokenizer when a run starts. A resumed run keeps the one it started with, because
/// the scores of its best checkpoint, learning rate schedule and patience would not be comparable with those of another.
/// </summary>
internal static class TokenizerSelection
{
    /// <summary>Returns the config with a tokenizer, and logs the choice and its reason if anything is scored with BLEU.</summary>
    /// <param name="config">The config.</param>
    /// <param name="references">The references of the validation set.</param>
    /// <param name="earlier">The tokenizer that the run started with; null for a new run.</param>
    /// <param name="log">Receives the choice.</param>
    public static ExperimentConfig Resolve(
        ExperimentConfig config, IReadOnlyList<string> references, ValidationTokenizer? earlier, ILogger log)
    {
        var given = config.Training.Validation.Tokenize;
        var (suited, reason) = Suited(config.Data.Languages.Target, references);
        var chosen = given != ValidationTokenizer.Auto ? given : earlier ?? suited;
        var resolved = config.WithTokenizer(chosen);
        if (!UsesBleu(config))
        {
            return resolved;
        }

        log.Information(
            "BLEU tokenizer {Tokenizer:l}: {Reason:l}", NameOf(resolved),
            given != ValidationTokenizer.Auto ? "as set by training.validation.tokenize" : earlier is null ? reason : "as when this run started");
        if (given == ValidationTokenizer.Auto && chosen != suited)
        {
            log.Warning(
                "The BLEU tokenizer {Suited:l} suits this run better ({Reason:l}), but it started with {Chosen:l} and keeps it, so that its scores remain comparable; to score with {Suited:l}, start a new run, which training.start_from can initialize from this one",
                NameOf(config.WithTokenizer(suited)), reason, NameOf(resolved));
        }

        return resolved;
    }

    private static (ValidationTokenizer Tokenizer, string Reason) Suited(string? language, IReadOnlyList<string> references)
    {
        if (language is not null && TokenizerChoice.OfLanguage(language) is { } known)
        {
            return (SettingFor(known), $"data.languages.target is {language}");
        }

        var scripts = new ScriptCounter();
        foreach (string reference in references)
        {
            scripts.Add(reference);
        }

        return (SettingFor(scripts.Dominant), $"the validation references are {TokenizerChoice.Describe(scripts.Dominant)}");
    }

    private static ValidationTokenizer SettingFor(WritingSystem system) => TokenizerChoice.For(system) switch
    {
        BleuTokenizer.Chinese => ValidationTokenizer.Chinese,
        BleuTokenizer.Character => ValidationTokenizer.Character,
        _ => ValidationTokenizer.Mteval13a,
    };

    private static string NameOf(ExperimentConfig resolved) => BleuOptionNames.NameOf(resolved.Training.Validation.ToBleuOptions().Tokenizer);

    private static bool UsesBleu(ExperimentConfig config) =>
        config.Data.Test is not null || config.Training.Metric == ValidationMetric.Bleu
        || config.Training.Validation.Metrics.Contains(ValidationMetric.Bleu);
}
