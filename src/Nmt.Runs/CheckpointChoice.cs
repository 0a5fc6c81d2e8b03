using Nmt.Runs.Checkpoints;

namespace Nmt.Runs;

/// <summary>Selects checkpoints of a run: the last N, the best N, or those that are named.</summary>
public sealed class CheckpointChoice
{
    private readonly RunFolder _run;
    private readonly CheckpointStore _store;

    /// <summary>Opens a run.</summary>
    /// <exception cref="CheckpointException">When the folder holds no run.</exception>
    public CheckpointChoice(RunFolder run)
    {
        ArgumentNullException.ThrowIfNull(run);
        run.ThrowIfIncomplete();
        _run = run;
        _store = new CheckpointStore(run.Checkpoints, run.Subwords);
    }

    /// <summary>The newest, newest last.</summary>
    public IReadOnlyList<CheckpointFolder> Last(int count) => Enough([.. _store.All().TakeLast(count)], count, "checkpoints", "training.keep_last");

    /// <summary>The best validated, best first.</summary>
    public IReadOnlyList<CheckpointFolder> Best(int count) =>
        Enough([.. CheckpointRetention.Ranked(_store.All()).Take(count)], count, "validated checkpoints", "training.keep_best");

    /// <summary>Checkpoints by their folder's name in the run, or by a path.</summary>
    public IReadOnlyList<CheckpointFolder> Named(IEnumerable<string> names) => [.. names.Select(Find)];

    private CheckpointFolder Find(string name)
    {
        if (_store.Names().Contains(name))
        {
            return _store.Open(name);
        }

        return Directory.Exists(name) ? _store.Open(Path.GetFullPath(name))
            : throw new CheckpointException($"{name}: neither a checkpoint of {_run.Path} ({string.Join(", ", _store.Names())}) nor a folder");
    }

    private IReadOnlyList<CheckpointFolder> Enough(IReadOnlyList<CheckpointFolder> found, int wanted, string what, string key) =>
        found.Count == wanted ? [.. found.Select(checkpoint => _store.Open(checkpoint.Name))]
            : throw new CheckpointException($"{_run.Checkpoints}: has {found.Count} {what}, {wanted} are asked for; {key} decides how many stay");
}
