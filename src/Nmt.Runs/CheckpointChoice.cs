using Nmt.Runs.Checkpoints;

namespace Nmt.Runs;

/// <summary>Selects checkpoints of a run: the last N, the best N, or named ones.</summary>
public sealed class CheckpointChoice
{
    private readonly RunFolder _run;
    private readonly CheckpointStore _store;

    /// <summary>Opens a run.</summary>
    /// <exception cref="CheckpointException">When the folder is not a complete run.</exception>
    public CheckpointChoice(RunFolder run)
    {
        ArgumentNullException.ThrowIfNull(run);
        run.ThrowIfIncomplete();
        _run = run;
        _store = new CheckpointStore(run.Checkpoints, run.Subwords);
    }

    /// <summary>The newest checkpoints, newest last.</summary>
    public IReadOnlyList<CheckpointFolder> Last(int count) =>
        RequireCount([.. _store.All().TakeLast(count)], count, "checkpoints", "training.keep_last");

    /// <summary>The checkpoints with the best validation scores, best first.</summary>
    public IReadOnlyList<CheckpointFolder> Best(int count) =>
        RequireCount([.. CheckpointRetention.Ranked(_store.All()).Take(count)], count, "validated checkpoints", "training.keep_best");

    /// <summary>Checkpoints by folder name in the run, or by path.</summary>
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

    private IReadOnlyList<CheckpointFolder> RequireCount(IReadOnlyList<CheckpointFolder> found, int count, string what, string key) =>
        found.Count == count ? [.. found.Select(checkpoint => _store.Open(checkpoint.Name))]
            : throw new CheckpointException(
                $"{_run.Checkpoints}: contains {found.Count} {what}, but {count} were requested; {key} sets how many are kept");
}
