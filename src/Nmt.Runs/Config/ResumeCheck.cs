
namespace Nmt.Runs.Config;

/// <summary>A run resumes only with the config that it began with; limits, reports and search may change.</summary>
public static class ResumeCheck
{
    /// <summary>Compares the config of a run with the one it is to resume with.</summary>
    /// <exception cref="ConfigurationException">When they differ in what the state depends on; all differences are named.</exception>
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
        var errors = before.Keys.Union(now.Keys)
            .Where(path => before.GetValueOrDefault(path) != now.GetValueOrDefault(path))
            .Select(path => new ConfigurationError(savedConfig, null, null, path, Difference(path, before.GetValueOrDefault(path), now.GetValueOrDefault(path))));
        throw new ConfigurationException([.. errors]);
    }

    private static string Difference(string path, string? before, string? now)
    {
        string key = path[(path.LastIndexOf('.') + 1)..];
        string was = (before, now) switch
        {
            (null, _) => $"without '{key}: {now}'",
            (_, null) => $"with '{key}: {before}', which is gone",
            _ => $"with another value than '{key}: {now}'",
        };
        return $"the run in this folder was begun {was}; choose another --run-dir, or the config it was begun with";
    }

    /// <summary>The new config with the saved one's values of all keys that may change.</summary>
    private static ExperimentConfig WithoutFreeKeys(ExperimentConfig config, ExperimentConfig saved) => config with
    {
        Search = saved.Search,
        Data = config.Data with { Test = saved.Data.Test },
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
            },
            Threads = saved.Training.Threads,
        },
    };
}
