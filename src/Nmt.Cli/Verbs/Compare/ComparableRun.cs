using Nmt.Cli.Console;
using Nmt.Cli.Options;
using Nmt.Runs;
using Nmt.Runs.Checkpoints;
using Nmt.Runs.Config;
using Nmt.Text.Lines;

namespace Nmt.Cli.Verbs.Compare;

/// <summary>A run to compare, before its model is loaded.</summary>
/// <param name="Path">The folder as it was typed.</param>
/// <param name="Config">Its config, with the overrides of the command line.</param>
internal sealed record ComparableRun(string Path, ExperimentConfig Config)
{
    /// <summary>All overrides of its config.</summary>
    public IReadOnlyList<string> Overrides { get; init; } = [];

    /// <summary>Opens the runs of a command line, and checks that they are complete and can be compared.</summary>
    /// <exception cref="CheckpointException">When a run has no intact checkpoint.</exception>
    /// <exception cref="ConfigurationException">When a setting is wrong.</exception>
    /// <exception cref="UsageException">When the runs cannot be compared.</exception>
    public static IReadOnlyList<ComparableRun> OpenAll(CompareRequest request)
    {
        string[] overrides = [.. request.Settings.Select(setting => setting.Override), .. request.Overrides];
        ComparableRun[] runs = [.. request.Runs.Select(path => TypedSetting.WithTypedNames(
            request.Settings, CompareFlags.OptionNames, () => Open(path, overrides)))];
        foreach (var run in runs.Skip(1))
        {
            ThrowIfOtherLanguages(runs[0], run);
            ThrowIfOtherScoring(runs[0], run);
        }

        return runs;
    }

    /// <summary>The pairs of files of the test set in its config; none if it names none.</summary>
    public IReadOnlyList<ParallelFiles> TestFiles => [.. Config.Data.Test?.SelectMany(corpus => corpus.Files) ?? []];

    /// <summary>Reads the config, and verifies the checkpoint that translates, before another run is translated for hours.</summary>
    private static ComparableRun Open(string path, string[] overrides)
    {
        var folder = new RunFolder(path);
        folder.ThrowIfIncomplete();
        var config = ConfigLoader.LoadResolved(folder.Config, overrides);
        if (!CheckpointStore.HasAny(folder.Checkpoints))
        {
            throw new CheckpointException($"{folder.Checkpoints}: no complete checkpoint; '{path}' has not been trained far enough to translate");
        }

        var checkpoint = new CheckpointStore(folder.Checkpoints, folder.Subwords).OpenBest();
        checkpoint.ThrowIfAltered(checkpoint.TranslatingFile, FileChecksum.Sha256(checkpoint.PathOf(checkpoint.TranslatingFile)));
        return new ComparableRun(path, config) { Overrides = overrides };
    }

    private static void ThrowIfOtherLanguages(ComparableRun first, ComparableRun other)
    {
        var (a, b) = (first.Config.Data.Languages, other.Config.Data.Languages);
        if (Differ(a.Source, b.Source) || Differ(a.Target, b.Target))
        {
            throw new UsageException(
                $"{other.Path} translates {b.Source ?? "?"} to {b.Target ?? "?"}, but {first.Path} {a.Source ?? "?"} to {a.Target ?? "?"} (data.languages): only runs of one language pair can be compared");
        }
    }

    /// <summary>Whether two languages are known and differ, apart from script and region.</summary>
    private static bool Differ(string? one, string? other) => one is not null && other is not null
        && !string.Equals(one.Split('-', '_')[0], other.Split('-', '_')[0], StringComparison.OrdinalIgnoreCase);

    private static void ThrowIfOtherScoring(ComparableRun first, ComparableRun other)
    {
        var (a, b) = (ScoringSettings(first), ScoringSettings(other));
        string[] differing = [.. a.Where(setting => b[setting.Key] != setting.Value).Select(setting => setting.Key)];
        if (differing.Length > 0)
        {
            string hint = differing is [CompareRequest.TokenizeKey] ? "choose one with --tokenize" : "choose one value with --set KEY=VALUE";
            throw new UsageException(string.Join('\n', differing.Select(key =>
                $"{key} is {b[key]} in {other.Path}, but {a[key]} in {first.Path}: their scores cannot be compared; {hint}")));
        }
    }

    /// <summary>The settings that scores depend on.</summary>
    private static Dictionary<string, string> ScoringSettings(ComparableRun run)
    {
        const string Section = "training.validation.";
        return ConfigWriter.Settings(run.Config)
            .Where(setting => setting.Path.StartsWith(Section, StringComparison.Ordinal) && setting.Path[Section.Length..] is var key
                && (key is "tokenize" or "smooth_method" or "smooth_value" or "lowercase"
                    || key.StartsWith("chrf.", StringComparison.Ordinal) || key.StartsWith("ter.", StringComparison.Ordinal)))
            .ToDictionary(setting => setting.Path, setting => setting.Value);
    }
}
