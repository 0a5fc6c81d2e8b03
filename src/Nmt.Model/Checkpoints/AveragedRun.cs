using Nmt.Runs;
using Nmt.Runs.Checkpoints;
using Nmt.Text.Subwords;
using static TorchSharp.torch;

namespace Nmt.Model.Checkpoints;

/// <summary>Writes a run folder whose weights are the mean of several checkpoints; it can translate but not continue training.</summary>
public static class AveragedRun
{
    /// <summary>Averages checkpoints and writes the run folder, or leaves nothing if it cannot be completed.</summary>
    /// <param name="run">The run whose config and subword model belong to the checkpoints.</param>
    /// <param name="checkpoints">The checkpoints to average.</param>
    /// <param name="output">An empty folder, or one that does not exist yet.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="CheckpointException">When a checkpoint is damaged, or two belong to different models.</exception>
    /// <exception cref="OperationCanceledException">When a stop was requested before everything was written.</exception>
    public static void Write(
        RunFolder run, IReadOnlyList<CheckpointFolder> checkpoints, RunFolder output, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(output);
        using var scope = NewDisposeScope();
        var weights = AveragedWeights.Of(checkpoints, cancellation);
        bool isNew = !Directory.Exists(output.Path);
        try
        {
            using var runLock = RunLock.Take(output);
            WriteOrRemove(run, checkpoints, output, weights, cancellation);
        }
        catch
        {
            // The lock file is deleted only now; a folder that another process has locked is not empty.
            if (isNew && Directory.Exists(output.Path) && output.IsEmpty)
            {
                Directory.Delete(output.Path);
            }

            throw;
        }
    }

    /// <summary>A partial run folder must not remain: it cannot translate, and the same command would refuse it as not empty.</summary>
    private static void WriteOrRemove(
        RunFolder run, IReadOnlyList<CheckpointFolder> checkpoints, RunFolder output, IReadOnlyDictionary<string, Tensor> weights,
        CancellationToken cancellation)
    {
        try
        {
            Write(run, checkpoints, output, weights, cancellation);
        }
        catch
        {
            File.Delete(output.Config);
            SubwordFiles.DeleteFrom(output.Path);
            DeleteFolder(output.Checkpoints);
            throw;
        }
    }

    private static void DeleteFolder(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }

    private static void Write(
        RunFolder run, IReadOnlyList<CheckpointFolder> checkpoints, RunFolder output, IReadOnlyDictionary<string, Tensor> weights,
        CancellationToken cancellation)
    {
        File.Copy(run.Config, output.Config);
        foreach (string file in run.SubwordParts)
        {
            string copy = Path.Combine(output.Path, Path.GetRelativePath(run.Path, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        var newest = checkpoints.MaxBy(checkpoint => checkpoint.Manifest.State.Update)!;
        var store = new CheckpointStore(output.Checkpoints, output.Subwords) { ConfigSha256 = FileChecksum.Sha256(output.Config) };
        store.Write(newest.Manifest.State, isBest: true, folder => new Dictionary<string, string>
        {
            [CheckpointFolder.ModelFile] = ModelWeights.Save(
                Path.Combine(folder, CheckpointFolder.ModelFile), weights.Select(entry => Continue(entry, cancellation))),
        });
    }

    private static (string Name, Tensor Weight) Continue(KeyValuePair<string, Tensor> entry, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return (entry.Key, entry.Value);
    }
}

/// <summary>
/// The mean of the weights with which several checkpoints translate, which often translates better than any of them
/// (Junczys-Dowmunt et al. 2016). These are the moving averages if they are kept, so the mean of one checkpoint translates
/// exactly as the checkpoint does.
/// </summary>
public static class AveragedWeights
{
    /// <summary>Reads the checkpoints one by one and sums in double precision.</summary>
    /// <param name="checkpoints">At least one.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>Tensors on the CPU, of the same types as in the checkpoints; the caller disposes them.</returns>
    /// <exception cref="CheckpointException">When one is damaged, or two belong to different models.</exception>
    public static IReadOnlyDictionary<string, Tensor> Of(IReadOnlyList<CheckpointFolder> checkpoints, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(checkpoints);
        ArgumentOutOfRangeException.ThrowIfZero(checkpoints.Count);
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var first = ModelWeights.ReadTranslating(checkpoints[0]);
        var sums = first.Tensors.ToDictionary(entry => entry.Key, entry => entry.Value.to(ScalarType.Float64), StringComparer.Ordinal);
        foreach (var checkpoint in checkpoints.Skip(1))
        {
            cancellation.ThrowIfCancellationRequested();
            Add(sums, first, checkpoint);
        }

        return sums.ToDictionary(
            entry => entry.Key,
            entry => (entry.Value / checkpoints.Count).to(first.Tensors[entry.Key].dtype).MoveToOuterDisposeScope(),
            StringComparer.Ordinal);
    }

    private static void Add(Dictionary<string, Tensor> sums, StoredTensors first, CheckpointFolder checkpoint)
    {
        using var scope = NewDisposeScope();
        var next = ModelWeights.ReadTranslating(checkpoint);
        string? mismatch = sums.Keys.Union(next.Tensors.Keys).FirstOrDefault(name =>
            !sums.TryGetValue(name, out var sum) || !next.Tensors.TryGetValue(name, out var value) || !sum.shape.SequenceEqual(value.shape));
        if (mismatch is not null)
        {
            throw new CheckpointException(
                $"{next.Path}: weight '{mismatch}' does not match {first.Path}: only checkpoints of the same model can be averaged");
        }

        foreach (var (name, sum) in sums)
        {
            sum.add_(next.Tensors[name]);
        }
    }
}
