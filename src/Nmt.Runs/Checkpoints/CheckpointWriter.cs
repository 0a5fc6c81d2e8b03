using System.Globalization;

namespace Nmt.Runs.Checkpoints;

/// <summary>Writes checkpoints and deletes those that retention does not keep.</summary>
/// <param name="store">The existing checkpoints.</param>
internal sealed class CheckpointWriter(CheckpointStore store)
{
    /// <summary>Writes a checkpoint and makes it the latest.</summary>
    /// <param name="update">Its update.</param>
    /// <param name="isBest">Whether it is also the best.</param>
    /// <param name="writeFiles">Writes its files into a folder.</param>
    /// <exception cref="IOException">When writing fails; earlier checkpoints are unchanged.</exception>
    public void Write(long update, bool isBest, Action<string> writeFiles)
    {
        Directory.CreateDirectory(store.Folder);
        var before = CheckpointStore.HasAny(store.Folder) ? store.ReadIndex() : null;
        string name = FreeName(update, before);
        string final = store.PathOf(name);
        string temporary = final + CheckpointStore.TemporarySuffix;
        var index = new CheckpointIndex(name, isBest ? name : before?.Best);
        try
        {
            DeleteFolder(temporary);
            Directory.CreateDirectory(temporary);
            writeFiles(temporary);
            DeleteFolder(final);
            Directory.Move(temporary, final);
            store.Write(index);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            // .NET throws the last one for a file that would be longer than the system allows.
            DeletePartial(temporary);
            string consequence = before is null ? "there is no earlier checkpoint" : $"{before.Latest} is unchanged, and training can resume from it";
            throw new IOException($"{final}: the checkpoint cannot be written: {fault.Message}; {consequence}", fault);
        }

        Prune(index);
    }

    /// <summary>
    /// The name for an update's checkpoint. One that the index names is never overwritten, because no intact checkpoint might remain
    /// if the process were killed meanwhile: a second checkpoint of the same update gets a different name.
    /// </summary>
    private static string FreeName(long update, CheckpointIndex? index)
    {
        string first = "update-" + update.ToString("D8", CultureInfo.InvariantCulture);
        string name = first;
        for (int copy = 2; name == index?.Latest || name == index?.Best; copy++)
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{first}-{copy}");
        }

        return name;
    }

    /// <summary>Frees a full disk from an incomplete checkpoint; if it cannot be deleted, the next checkpoint replaces it.</summary>
    private void DeletePartial(string temporary)
    {
        try
        {
            DeleteFolder(temporary);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            store.Log.Debug("Cannot delete {Folder}: {Fault}", temporary, fault.Message);
        }
    }

    private void Prune(CheckpointIndex index)
    {
        var kept = store.Retention.Kept(store.All(), index);
        foreach (string name in Directory.EnumerateDirectories(store.Folder, "update-*").Select(path => Path.GetFileName(path)).ToArray())
        {
            if (!kept.Contains(name))
            {
                Delete(store.PathOf(name));
            }
        }
    }

    /// <summary>Deletes a folder, if it exists.</summary>
    internal static void DeleteFolder(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }

    /// <summary>Renames a checkpoint before deleting it, so that one half deleted by a killed process is never taken for an intact one.</summary>
    private static void Delete(string path)
    {
        string temporary = path.EndsWith(CheckpointStore.TemporarySuffix, StringComparison.Ordinal) ? path : path + CheckpointStore.TemporarySuffix;
        if (temporary != path)
        {
            DeleteFolder(temporary);
            Directory.Move(path, temporary);
        }

        DeleteFolder(temporary);
    }
}

/// <summary>How many checkpoints of a run are kept.</summary>
/// <param name="Best">Number of best checkpoints, by validation score.</param>
/// <param name="Last">Number of newest checkpoints.</param>
public sealed record CheckpointRetention(int Best = 1, int Last = 2)
{
    /// <summary>
    /// The names of the checkpoints to keep. They always include those in the index, so that training can resume and the best
    /// checkpoint can translate; of equal scores the older one ranks higher, as in training. Of two checkpoints of the same update
    /// the newer replaces the older and does not count as an additional fallback.
    /// </summary>
    internal HashSet<string> Kept(IReadOnlyList<CheckpointFolder> checkpoints, CheckpointIndex index)
    {
        var newest = checkpoints.OrderByDescending(checkpoint => checkpoint.Name == index.Latest)
            .ThenByDescending(checkpoint => checkpoint.Manifest.State.Update)
            .ThenByDescending(checkpoint => checkpoint.Name, StringComparer.Ordinal);
        var kept = new HashSet<string>(StringComparer.Ordinal) { index.Latest };
        if (index.Best is not null)
        {
            kept.Add(index.Best);
        }

        kept.UnionWith(newest.DistinctBy(checkpoint => checkpoint.Manifest.State.Update).Take(Last).Select(checkpoint => checkpoint.Name));
        kept.UnionWith(Ranked(checkpoints).Take(Best).Select(checkpoint => checkpoint.Name));
        return kept;
    }

    /// <summary>The validated checkpoints, best first.</summary>
    internal static IEnumerable<CheckpointFolder> Ranked(IEnumerable<CheckpointFolder> checkpoints) => checkpoints
        .Where(checkpoint => checkpoint.Score is { } score && !double.IsNaN(score))
        .OrderByDescending(checkpoint => checkpoint.Score)
        .ThenBy(checkpoint => checkpoint.Manifest.State.Update);
}
