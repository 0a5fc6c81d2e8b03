using Nmt.Runs;
using Nmt.Runs.Checkpoints;

namespace Nmt.Training.DryRuns;

/// <summary>
/// A temporary run folder in which an existing run can resume, or a new one start, without changing anything elsewhere. It is deleted
/// when it is disposed.
/// </summary>
public sealed class ScratchRun : IDisposable
{
    private const string Prefix = "nmt-dry-run-";

    private ScratchRun(string path)
    {
        Folder = new RunFolder(path);
    }

    /// <summary>The temporary folder.</summary>
    public RunFolder Folder { get; }

    /// <summary>Creates the folder. If the run has a checkpoint, the folder has the same files: links to the checkpoints, and copies of the rest.</summary>
    /// <param name="run">The run; it need not exist.</param>
    /// <exception cref="IOException">When the folder cannot be created or written to.</exception>
    public static ScratchRun Of(RunFolder run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var scratch = new ScratchRun(Directory.CreateTempSubdirectory(Prefix).FullName);
        try
        {
            if (CheckpointStore.HasAny(run.Checkpoints))
            {
                scratch.Resemble(run);
            }

            return scratch;
        }
        catch
        {
            scratch.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Folder.Path, recursive: true);

    private void Resemble(RunFolder run)
    {
        // The log stays alone: no one reads that of a dry run.
        foreach (string file in run.Files.Where(file => File.Exists(file) && file != run.Log))
        {
            string copy = Path.Combine(Folder.Path, Path.GetRelativePath(run.Path, file));
            string folder = Path.GetDirectoryName(copy)!;
            Directory.CreateDirectory(folder);
            // Files of a checkpoint are large and never changed, only deleted with their folder; the others are small and may be rewritten.
            bool isInCheckpoint = Path.GetDirectoryName(folder) == Folder.Checkpoints;
            if (!isInCheckpoint || !TryLink(copy, file))
            {
                File.Copy(file, copy);
            }
        }
    }

    /// <summary>Creates a symbolic link, which some systems do not allow everyone.</summary>
    private static bool TryLink(string link, string file)
    {
        try
        {
            File.CreateSymbolicLink(link, file);
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
