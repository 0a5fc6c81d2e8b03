using Nmt.Runs;
using Nmt.Runs.Checkpoints;

namespace Nmt.Cli.Verbs.Compare;

/// <summary>What a run's own records tell about its training.</summary>
/// <param name="Path">The folder as it was typed.</param>
/// <param name="Model">Its architecture in words.</param>
internal sealed record RunFacts(string Path, string Model)
{
    /// <summary>A short name that no other run of the comparison has.</summary>
    public string Name { get; init; } = Path;

    /// <summary>Number of parameters of the model.</summary>
    public long Parameters { get; init; }

    /// <summary>The update of the checkpoint that translates.</summary>
    public long BestUpdate { get; init; }

    /// <summary>Updates done in training.</summary>
    public long Updates { get; init; }

    /// <summary>Epochs done in training.</summary>
    public double Epochs { get; init; }

    /// <summary>Seconds of training, validations included, over all starts.</summary>
    public double Seconds { get; init; }

    /// <summary>Target tokens trained per second, without validations; null if the run has no record of it.</summary>
    public double? TokensPerSecond { get; init; }

    /// <summary>The device of the last start; null without a record.</summary>
    public string? Device { get; init; }

    /// <summary>The number of threads of the last start; null without a record.</summary>
    public int? Threads { get; init; }

    /// <summary>Its validations.</summary>
    public IReadOnlyList<ValidationRow> Validations { get; init; } = [];

    /// <summary>Reads the records of a run.</summary>
    /// <param name="run">The run.</param>
    /// <exception cref="CheckpointException">When its checkpoints or <c>run.json</c> cannot be read.</exception>
    /// <exception cref="Nmt.Text.DataException">When a table is damaged.</exception>
    public static RunFacts Read(ComparableRun run)
    {
        var folder = new RunFolder(run.Path);
        var store = new CheckpointStore(folder.Checkpoints, folder.Subwords);
        var best = store.OpenBest().Manifest.State;
        var last = store.Open(store.ReadIndex().Latest).Manifest.State;
        // nmt average writes neither a manifest nor tables.
        var start = File.Exists(folder.Manifest) ? CheckpointJson.Read<RunManifest>(folder.Manifest).Starts[^1] : null;
        var tables = new RunTables(folder);
        return new RunFacts(run.Path, ModelDescription.Of(run.Config.Model))
        {
            BestUpdate = best.Update,
            Updates = last.Update,
            Epochs = last.Position.EpochProgress,
            Seconds = last.Seconds,
            TokensPerSecond = Speed(tables.Updates.Read()),
            Device = start?.Device,
            Threads = start?.Threads,
            Validations = [.. tables.Validations.Read()],
        };
    }

    /// <summary>Names runs by their folders, or as they were typed if two folders have the same name.</summary>
    public static IReadOnlyList<RunFacts> WithNames(IReadOnlyList<RunFacts> runs)
    {
        string[] names = [.. runs.Select(run => System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(run.Path))))];
        return [.. runs.Select((run, i) => run with { Name = names.Count(name => name == names[i]) == 1 ? names[i] : run.Path })];
    }

    /// <summary>Target tokens per second over all rows: each row's tokens divided by its speed is the time that they took.</summary>
    internal static double? Speed(IEnumerable<UpdateRow> rows)
    {
        double seconds = 0;
        long before = 0;
        long counted = 0;
        foreach (var row in rows)
        {
            if (row.TokensPerSecond > 0)
            {
                seconds += (row.Tokens - before) / row.TokensPerSecond;
                counted += row.Tokens - before;
            }

            before = row.Tokens;
        }

        return seconds > 0 ? counted / seconds : null;
    }
}
