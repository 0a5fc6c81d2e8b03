using Nmt.Runs.Config.Binding;

namespace Nmt.Runs.Config;

/// <summary>A run can resume only with the config it was started with; limits, reports, search settings and the names of the languages may change.</summary>
public static class ResumeCheck
{
    /// <summary>How <see cref="ConfigWriter"/> writes a key that is not set.</summary>
    private const string Unset = "null";

    /// <summary>Compares the config of a run with the one to resume with.</summary>
    /// <exception cref="ConfigurationException">When settings that the state depends on differ; lists all differences.</exception>
    public static void ThrowIfChanged(string savedConfig, ExperimentConfig config)
    {
        var saved = ConfigLoader.LoadResolved(savedConfig, []);
        var neutral = WithoutFreeKeys(config, saved);
        if (neutral == saved)
        {
            return;
        }

        var before = ConfigWriter.Settings(saved).ToDictionary();
        var now = ConfigWriter.Settings(neutral).ToDictionary();
        string[] changed = [.. before.Keys.Union(now.Keys)
            .Where(path => before.GetValueOrDefault(path) != now.GetValueOrDefault(path) && !IsSectionOf(path, before) && !IsSectionOf(path, now))];
        // Of a new or missing section, name the keys that are set, if any are.
        string[] set = Array.FindAll(changed, path => (before.GetValueOrDefault(path) ?? Unset) != (now.GetValueOrDefault(path) ?? Unset));
        var errors = (set.Length > 0 ? set : changed)
            .Select(path => new ConfigurationError(savedConfig, null, null, path, Difference(path, before.GetValueOrDefault(path), now.GetValueOrDefault(path))));
        throw new ConfigurationException([.. errors]);
    }

    /// <summary>Whether a section that is absent in one config has keys in the other, which are the differences then.</summary>
    private static bool IsSectionOf(string path, Dictionary<string, string> settings) =>
        settings.Keys.Any(key => key.StartsWith(path + ".", StringComparison.Ordinal));

    private static string Difference(string path, string? before, string? now)
    {
        string key = path[(path.LastIndexOf('.') + 1)..];
        string difference = (before, now) switch
        {
            (null, _) => $"without '{key}: {now}'",
            (_, null) => $"with '{key}: {before}', which is now missing",
            _ => $"with a value other than '{key}: {now}'",
        };
        return $"the run in this folder was started {difference}; choose another --run-dir or use its original config";
    }

    /// <summary>Input feeding is the same whether it is written or implied.</summary>
    private static DecoderConfig WithSavedInputFeeding(DecoderConfig config, DecoderConfig saved) =>
        config.UsesInputFeeding == saved.UsesInputFeeding ? config with { InputFeeding = saved.InputFeeding } : config;

    /// <summary>The new config with the saved values of all keys that may change.</summary>
    private static ExperimentConfig WithoutFreeKeys(ExperimentConfig config, ExperimentConfig saved) => config with
    {
        Search = saved.Search,
        // The same whether it is written or implied.
        Subwords = config.Subwords.IsShared == saved.Subwords.IsShared ? config.Subwords with { Shared = saved.Subwords.Shared } : config.Subwords,
        Model = config.Model with { Decoder = WithSavedInputFeeding(config.Model.Decoder, saved.Model.Decoder) },
        Data = config.Data with { Test = saved.Data.Test, Languages = saved.Data.Languages },
        Training = config.Training with
        {
            MaxUpdates = saved.Training.MaxUpdates,
            MaxEpochs = saved.Training.MaxEpochs,
            ValidateEvery = saved.Training.ValidateEvery,
            CheckpointEvery = saved.Training.CheckpointEvery,
            KeepBest = saved.Training.KeepBest,
            KeepLast = saved.Training.KeepLast,
            MaxSkippedUpdates = saved.Training.MaxSkippedUpdates,
            LogEvery = saved.Training.LogEvery,
            ValidateEveryEpochs = saved.Training.ValidateEveryEpochs,
            ValidateEveryMinutes = saved.Training.ValidateEveryMinutes,
            MaxMinutes = saved.Training.MaxMinutes,
            Patience = saved.Training.Patience,
            MinImprovement = saved.Training.MinImprovement,
            Validation = config.Training.Validation with
            {
                Metrics = saved.Training.Validation.Metrics,
                Samples = saved.Training.Validation.Samples,
                // auto is the choice of the run's first start, whatever it would be today.
                Tokenize = config.Training.Validation.Tokenize == ValidationTokenizer.Auto
                    ? saved.Training.Validation.Tokenize : config.Training.Validation.Tokenize,
            },
            Threads = saved.Training.Threads,
        },
    };
}
