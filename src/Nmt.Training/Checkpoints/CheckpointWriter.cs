using System.Globalization;
using Nmt.Runs.Checkpoints;
using Serilog;

namespace Nmt.Training.Checkpoints;

/// <summary>Writes checkpoints beside each other, and deletes those that are not to stay.</summary>
/// <param name="catalog">The checkpoints that are there.</param>
/// <param name="retention">How many stay.</param>
/// <param name="log">Takes what a user should know.</param>
internal sealed class CheckpointWriter(CheckpointCatalog catalog, CheckpointRetention retention, ILogger log)
{
    /// <summary>Writes a checkpoint and makes it the latest.</summary>
    /// <param name="update">The update that it is of.</param>
    /// <param name="isBest">Whether it is also the best.</param>
    /// <param name="writeFiles">Writes its files into a folder, and gives the manifest of them.</param>
    /// <exception cref="IOException">When the disk takes no more; the checkpoints before stay as they are.</exception>
    public void Write(long update, bool isBest, Func<string, CheckpointManifest> writeFiles)
    {
        Directory.CreateDirectory(catalog.Folder);
        var before = CheckpointCatalog.HasAny(catalog.Folder) ? catalog.ReadIndex() : null;
        string name = FreeName(update, before);
        string final = catalog.PathOf(name);
        string temporary = final + CheckpointCatalog.TemporaryEnd;
        var index = new CheckpointIndex(name, isBest ? name : before?.Best);
        try
        {
            CheckpointCatalog.DeleteFolder(temporary);
            Directory.CreateDirectory(temporary);
            CheckpointJson.Write(Path.Combine(temporary, CheckpointFolder.ManifestFile), writeFiles(temporary).Sealed());
            CheckpointCatalog.DeleteFolder(final);
            Directory.Move(temporary, final);
            catalog.Write(index);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            // The last of them is how .NET says that a file would be longer than the system allows.
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

    /// <summary>Half of a checkpoint must not fill a disk that is full; where it cannot go, the next checkpoint replaces it.</summary>
    private void MakeRoom(string temporary)
    {
        try
        {
            CheckpointCatalog.DeleteFolder(temporary);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            log.Debug("{Folder} stays: {Fault}", temporary, fault.Message);
        }
    }

    private void Prune(CheckpointIndex index)
    {
        var kept = retention.Kept(catalog.All(log), index);
        foreach (string name in Directory.EnumerateDirectories(catalog.Folder, "update-*").Select(path => Path.GetFileName(path)).ToArray())
        {
            if (!kept.Contains(name))
            {
                Delete(catalog.PathOf(name));
            }
        }
    }

    /// <summary>Deletes a checkpoint under a temporary name: of one that is half gone when the process is killed nobody must think it whole.</summary>
    private static void Delete(string path)
    {
        string temporary = path.EndsWith(CheckpointCatalog.TemporaryEnd, StringComparison.Ordinal) ? path : path + CheckpointCatalog.TemporaryEnd;
        if (temporary != path)
        {
            CheckpointCatalog.DeleteFolder(temporary);
            Directory.Move(path, temporary);
        }

        CheckpointCatalog.DeleteFolder(temporary);
    }
}
