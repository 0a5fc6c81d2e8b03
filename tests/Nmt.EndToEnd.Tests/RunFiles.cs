using System.Text.Json;

namespace Nmt.EndToEnd.Tests;

/// <summary>Reads the contents of a run's folder.</summary>
internal static class RunFiles
{
    public static string LatestCheckpoint(string run) => Checkpoint(run, "latest");

    public static string BestCheckpoint(string run) => Checkpoint(run, "best");

    /// <summary>Whether there is a checkpoint to resume from.</summary>
    public static bool HasCheckpoint(string run) => File.Exists(IndexOf(run));

    /// <summary>The update of the latest checkpoint.</summary>
    public static long LatestUpdate(string run)
    {
        using var state = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(LatestCheckpoint(run), "state.json")));
        return state.RootElement.GetProperty("state").GetProperty("update").GetInt64();
    }

    /// <summary>The same for a run in training, whose checkpoint may be deleted while it is read.</summary>
    public static long LatestUpdateOrNone(string run)
    {
        try
        {
            return LatestUpdate(run);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static string Checkpoint(string run, string which)
    {
        using var index = JsonDocument.Parse(File.ReadAllBytes(IndexOf(run)));
        return Path.Combine(run, "checkpoints", index.RootElement.GetProperty(which).GetString()!);
    }

    private static string IndexOf(string run) => Path.Combine(run, "checkpoints", "index.json");
}
