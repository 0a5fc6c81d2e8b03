using Nmt.Runs.Checkpoints;

namespace Nmt.Runs.Tests.Checkpoints;

/// <summary>Checkpoints whose tensor files contain no tensors: the store does not read them.</summary>
internal static class SomeCheckpoints
{
    public static void Save(this CheckpointStore store, TrainingState state, bool isBest = false) =>
        store.Write(state, isBest, folder => new[] { CheckpointFolder.ModelFile, CheckpointFolder.OptimizerFile }.ToDictionary(file => file, file =>
        {
            string path = Path.Combine(folder, file);
            File.WriteAllText(path, $"{file} of update {state.Update}");
            return FileChecksum.Sha256(path);
        }));

    /// <summary>Restores the latest checkpoint, all of whose files must be intact.</summary>
    public static TrainingState RestoreWhole(this CheckpointStore store) => store.Restore(Whole);

    /// <summary>Opens the best checkpoint, all of whose files must be intact.</summary>
    public static TrainingState OpenWholeBest(this CheckpointStore store) => Whole(store.OpenBest());

    private static TrainingState Whole(CheckpointFolder checkpoint)
    {
        checkpoint.Verify();
        return checkpoint.Manifest.State;
    }
}
