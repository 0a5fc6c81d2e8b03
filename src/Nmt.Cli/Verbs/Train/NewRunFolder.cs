using Nmt.Cli.Console;
using Nmt.Cli.Output;
using Nmt.Runs;
using Nmt.Runs.Config;

namespace Nmt.Cli.Verbs.Train;

/// <summary>Protects files that are in a folder before the first run in it starts.</summary>
internal static class NewRunFolder
{
    /// <summary>Rejects a folder in which a new run would overwrite files that no run has written, such as the config itself.</summary>
    /// <param name="folder">The folder, without checkpoints.</param>
    /// <param name="config">The experiment.</param>
    /// <param name="configPath">Its file.</param>
    /// <exception cref="UsageException">When it would; names the files.</exception>
    public static void ThrowIfOverwriting(RunFolder folder, ExperimentConfig config, string configPath)
    {
        // A run that ended before its first checkpoint has left files that its next start may replace, except a config that the user has edited.
        string[] foreign = File.Exists(folder.Log)
            ? [.. EditedConfig(folder, config, configPath)]
            : [.. folder.TopFiles.Where(File.Exists)];
        if (foreign.Length > 0)
        {
            throw new UsageException(string.Join(
                '\n', foreign.Select(path => $"--run-dir: a new run in {folder.Path} would overwrite {path}; choose another --run-dir, or move the file")));
        }
    }

    /// <summary>The experiment's config, if it is the file that the run would replace with the resolved one, which has no comments.</summary>
    private static IEnumerable<string> EditedConfig(RunFolder folder, ExperimentConfig config, string configPath) =>
        RealPath.Comparer.Equals(RealPath.Of(folder.Config), RealPath.Of(configPath)) && File.ReadAllText(configPath) != ConfigWriter.ToYaml(config)
            ? [folder.Config]
            : [];
}
