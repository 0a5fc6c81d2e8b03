using Nmt.Training.Experiments;

namespace Nmt.Training.Runs;

/// <summary>A run goes on only with the config that it was begun with; limits, reports and search may change.</summary>
internal static class ResumeCheck
{
    /// <summary>Compares the config of a run with the one it is to go on with.</summary>
    /// <exception cref="ConfigurationException">When they differ in what the state depends on; all differences are named.</exception>
    public static void ThrowIfChanged(string savedConfig, ExperimentConfig config)
    {
        var saved = ConfigLoader.LoadResolved(savedConfig, []);
        var neutral = WithoutFreeKeys(config, saved);
        if (neutral == saved)
        {
            return;
        }

        string[] before = ConfigWriter.ToYaml(saved).Split('\n');
        string[] now = ConfigWriter.ToYaml(neutral).Split('\n');
        var errors = now.Except(before).Select(line => new ConfigurationError(
            savedConfig, null, null, line.Split(':')[0].Trim(),
            $"the run in this folder was begun with another value than '{line.Trim()}'; choose another --run-dir, or the config it was begun with"));
        throw new ConfigurationException([.. errors]);
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
            LogEvery = saved.Training.LogEvery,
            Patience = saved.Training.Patience,
            Threads = saved.Training.Threads,
        },
    };
}
