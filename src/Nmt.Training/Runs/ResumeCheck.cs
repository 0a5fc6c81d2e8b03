using Nmt.Training.Experiments;

namespace Nmt.Training.Runs;

/// <summary>A run goes on only with the config that it was begun with; limits, reports and search may change.</summary>
internal static class ResumeCheck
{
    private const int Indentation = 2;

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

        var errors = Settings(neutral).Except(Settings(saved)).Select(setting => new ConfigurationError(
            savedConfig, null, null, setting.Path,
            $"the run in this folder was begun with another value than '{setting.Line}'; choose another --run-dir, or the config it was begun with"));
        throw new ConfigurationException([.. errors]);
    }

    /// <summary>Every line of the config as it is written out, with its whole path: two sections have keys of the same name.</summary>
    private static IEnumerable<(string Path, string Line)> Settings(ExperimentConfig config)
    {
        var path = new List<string>();
        foreach (string line in ConfigWriter.ToYaml(config).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string setting = line.TrimStart();
            int depth = (line.Length - setting.Length) / Indentation;
            path.RemoveRange(depth, path.Count - depth);
            path.Add(setting.Split(':')[0]);
            yield return (string.Join('.', path), setting);
        }
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
