using Nmt.Runs.Checkpoints;

namespace Nmt.Training.Checkpoints;

/// <summary>How many checkpoints of a run stay on the disk.</summary>
/// <param name="Best">The best validated, by the run's metric.</param>
/// <param name="Last">The newest.</param>
public sealed record CheckpointRetention(int Best = 1, int Last = 2)
{
    /// <summary>
    /// The names of the checkpoints that stay. Those that the index names are always among them, so that whatever is deleted,
    /// training can go on and the best can translate; of equal scores the older counts as the better, as in training. Of two
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
