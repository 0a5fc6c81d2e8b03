using Nmt.Runs;
using Nmt.Runs.Checkpoints;
using Nmt.Text.Tokenization;
using Nmt.Training.Checkpoints;
using static TorchSharp.torch;

namespace Nmt.Training.Runs;

/// <summary>Writes a run folder whose weights are the mean of other checkpoints'; it can translate and not be trained on.</summary>
public static class AveragedRun
{
    /// <summary>Averages and writes.</summary>
    /// <param name="run">The run whose config and subword model belong to the checkpoints.</param>
    /// <param name="checkpoints">What to average.</param>
    /// <param name="output">An empty folder, or one that is not there yet.</param>
    /// <exception cref="CheckpointException">When a checkpoint is damaged, or two are of different models.</exception>
    public static void Write(RunFolder run, IReadOnlyList<CheckpointFolder> checkpoints, RunFolder output)
    {
        using var scope = NewDisposeScope();
        var weights = AveragedWeights.Of(checkpoints);
        using var kept = RunLock.Take(output);
        File.Copy(run.Config, output.Config);
        foreach (string file in SubwordFiles.In(run.Path))
        {
            File.Copy(file, Path.Combine(output.Path, Path.GetFileName(file)));
        }

        var newest = checkpoints.MaxBy(checkpoint => checkpoint.Manifest.State.Update)!;
        var store = new CheckpointStore(output.Checkpoints, output.Subwords) { ConfigSha256 = FileChecksum.Sha256(output.Config) };
        store.SaveWeights(weights, newest.Manifest.State);
    }
}
