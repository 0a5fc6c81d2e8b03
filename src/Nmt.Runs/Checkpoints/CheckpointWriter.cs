using System.Globalization;

namespace Nmt.Runs.Checkpoints;

/// <summary>Writes checkpoints beside each other, and deletes those that retention does not keep.</summary>
/// <param name="store">The checkpoints that are there.</param>
internal sealed class CheckpointWriter(CheckpointStore store)
{
    /// <summary>Writes a checkpoint and makes it the latest.</summary>
    /// <param name="update">The update that it is of.</param>
    /// <param name="isBest">Whether it is also the best.</param>
    /// <param name="writeFiles">Writes its files into a folder.</param>
    /// <exception cref="IOException">When the disk takes no more; the checkpoints before stay as they are.</exception>
    public void Write(long update, bool isBest, Action<string> writeFiles)
    {
        Directory.CreateDirectory(store.Folder);
        var before = CheckpointStore.HasAny(store.Folder) ? store.ReadIndex() : null;
        string name = FreeName(update, before);
        string final = store.PathOf(name);
        string temporary = final + CheckpointStore.TemporaryEnd;
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
            // The last of them is .NET's for a file that would be longer than the system allows.
            MakeRoom(temporary);
            string left = before is null ? "there is none before it" : $"{before.Latest} is as it was, and training can go on from there";
            throw new IOException($"{final}: the checkpoint cannot be written: {fault.Message}; {left}", fault);
        }

        Prune(index);
    }

    /// <summary>
    /// The name of an update's checkpoint. One that the index names is never written over, as nothing whole would be left if
    /// the process were killed just then: a second checkpoint of the same update gets a name of its own.
    /// </summary>
    private static string FreeName(long update, CheckpointIndex? taken)
    {
        string first = "update-" + update.ToString("D8", CultureInfo.InvariantCulture);
        string name = first;
        for (int copy = 2; name == taken?.Latest || name == taken?.Best; copy++)
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{first}-{copy}");
        }

        return name;
    }

    /// <summary>Half of a checkpoint must not stay on a full disk; where it cannot be deleted, the next checkpoint replaces it.</summary>
    private void MakeRoom(string temporary)
    {
        try
        {
            DeleteFolder(temporary);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            store.Log.Debug("{Folder} stays: {Fault}", temporary, fault.Message);
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

    /// <summary>Deletes a checkpoint under a temporary name: of one that is half gone when the process is killed nobody must think it whole.</summary>
    private static void Delete(string path)
    {
        string temporary = path.EndsWith(CheckpointStore.TemporaryEnd, StringComparison.Ordinal) ? path : path + CheckpointStore.TemporaryEnd;
        if (temporary != path)
        {
            DeleteFolder(temporary);
            Directory.Move(path, temporary);
        }

        DeleteFolder(temporary);
    }
}

/// <summary>How many checkpoints of a run stay on the disk.</summary>
/// <param name="Best">The best validated, by the run's metric.</param>
/// <param name="Last">The newest.</param>
public sealed record CheckpointRetention(int Best = 1, int Last = 2)
{
    /// <summary>
    /// The names of the checkpoints that stay. Those that the index names are always among them, so that whatever is deleted,
    /// training can resume and the best can translate; of equal scores the older counts as the better, as in training. Of two
    /// checkpoints of one update the newer is the older's successor, and no second one to go back to.
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
