namespace Nmt.Runs.Checkpoints;

/// <summary>Finds the newest intact checkpoint.</summary>
/// <param name="store">The existing checkpoints.</param>
internal sealed class CheckpointRecovery(CheckpointStore store)
{
    private const string DamagedPrefix = "damaged-";

    /// <summary>Restores the latest intact checkpoint; damaged ones are set aside.</summary>
    /// <param name="restore">Restores a checkpoint; must change nothing if it is damaged.</param>
    /// <exception cref="CheckpointException">When no checkpoint is intact, or one belongs to a different model.</exception>
    public TrainingState Restore(Func<CheckpointFolder, TrainingState> restore)
    {
        var index = store.ReadIndex();
        string[] names = [index.Latest, .. store.All().Where(checkpoint => checkpoint.Name != index.Latest)
            .OrderByDescending(checkpoint => checkpoint.Manifest.State.Update)
            .ThenByDescending(checkpoint => checkpoint.Name, StringComparer.Ordinal).Select(checkpoint => checkpoint.Name)];
        var damage = new List<CheckpointException>();
        foreach (string name in names)
        {
            try
            {
                var state = restore(store.Open(name));
                SetAside(names[..damage.Count], name, index, damage);
                return state;
            }
            catch (CheckpointException fault) when (fault.IsDamage)
            {
                damage.Add(fault);
            }
        }

        throw damage[0];
    }

    /// <summary>Reports the damaged checkpoints and removes them from the index; they are kept under a different name.</summary>
    private void SetAside(string[] damaged, string intact, CheckpointIndex index, List<CheckpointException> faults)
    {
        if (damaged.Length == 0)
        {
            return;
        }

        foreach (var fault in faults)
        {
            store.Log.Warning("Damaged checkpoint: {Fault:l}", fault.Message);
        }

        store.Log.Warning("Falling back to checkpoint {Checkpoint:l}", intact);
        store.Write(new CheckpointIndex(intact, damaged.Contains(index.Best) ? BestExcept(damaged) : index.Best));
        foreach (string name in damaged.Where(name => Directory.Exists(store.PathOf(name))))
        {
            string aside = store.PathOf(DamagedPrefix + name);
            CheckpointWriter.DeleteFolder(aside);
            Directory.Move(store.PathOf(name), aside);
        }
    }

    private string? BestExcept(string[] damaged) =>
        CheckpointRetention.Ranked(store.All().Where(checkpoint => !damaged.Contains(checkpoint.Name))).FirstOrDefault()?.Name;
}
