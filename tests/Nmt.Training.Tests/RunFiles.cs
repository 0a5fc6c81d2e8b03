using System.Text.Json;
using Nmt.Model.Checkpoints;
using Nmt.Runs;
using static TorchSharp.torch;

namespace Nmt.Training.Tests;

/// <summary>Reads the contents of a run's folder, independently of the product where possible.</summary>
internal static class RunFiles
{
    // Columns of validations.csv that hold a time or a speed.
    private const int Speed = 9;
    private const int Seconds = 10;

    /// <summary>Path of a file of the latest or best checkpoint according to the index.</summary>
    public static string Checkpoint(RunFolder run, string which, string file = "")
    {
        using var index = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(run.Checkpoints, "index.json")));
        return Path.Combine(run.Checkpoints, index.RootElement.GetProperty(which).GetString()!, file);
    }

    public static byte[] LatestBytes(RunFolder run, string file) => File.ReadAllBytes(Checkpoint(run, "latest", file));

    /// <summary>One weight of the latest checkpoint.</summary>
    public static float[] LatestWeight(RunFolder run, string name, string file = "model.safetensors")
    {
        using var scope = NewDisposeScope();
        return [.. TensorFile.Read(Checkpoint(run, "latest", file)).Tensors[name].flatten().data<float>()];
    }

    /// <summary>Weights of the oldest retained checkpoint.</summary>
    public static byte[] FirstBytes(RunFolder run) =>
        File.ReadAllBytes(Path.Combine(Directory.GetDirectories(run.Checkpoints).Order(StringComparer.Ordinal).First(), "model.safetensors"));

    /// <summary>The rows of validations.csv and updates.csv without times and speeds, and those of samples.csv.</summary>
    public static string[] TablesWithoutTimes(RunFolder run) =>
        [.. Without(run.Validations, Speed, Seconds), .. Without(run.Updates, 6, 7), .. File.ReadLines(run.Samples)];

    private static IEnumerable<string> Without(string table, params int[] columns) =>
        File.ReadLines(table).Select(row => string.Join(',', row.Split(',').Where((_, i) => !columns.Contains(i))));
}
