namespace Nmt.Runs.Checkpoints;

/// <summary>Finds the newest checkpoint that is whole.</summary>
/// <param name="store">The checkpoints that are there.</param>
internal sealed class CheckpointRecovery(CheckpointStore store)
{
    private const string DamagedPrefix = "damaged-";

    /// <summary>Restores the latest checkpoint; a damaged one is set aside, and the one before it restored.</summary>
    /// <param name="restore">Restores one, or changes nothing where it is damaged.</param>
    /// <exception cref="CheckpointException">When no checkpoint is whole, or one is of another model.</exception>
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

    /// <summary>Reports which checkpoints are damaged and has the index name whole ones; the damaged ones stay, under another name.</summary>
    private void SetAside(string[] damaged, string whole, CheckpointIndex index, List<CheckpointException> faults)
    {
        if (damaged.Length == 0)
        {
            return;
        }

        foreach (var fault in faults)
        {
            store.Log.Warning("Damaged checkpoint: {Fault:l}", fault.Message);
        }

        store.Log.Warning("Going back to the checkpoint before: {Checkpoint:l}", whole);
        store.Write(new CheckpointIndex(whole, damaged.Contains(index.Best) ? BestBut(damaged) : index.Best));
        foreach (string name in damaged.Where(name => Directory.Exists(store.PathOf(name))))
        {
            string aside = store.PathOf(DamagedPrefix + name);
            CheckpointWriter.DeleteFolder(aside);
            Directory.Move(store.PathOf(name), aside);
        }
    }

    private string? BestBut(string[] damaged) =>
        CheckpointRetention.Ranked(store.All().Where(checkpoint => !damaged.Contains(checkpoint.Name))).FirstOrDefault()?.Name;
}
