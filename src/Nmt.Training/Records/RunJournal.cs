using Nmt.Runs;
using Nmt.Runs.Checkpoints;
using Nmt.Training.Runs;
using Serilog;

namespace Nmt.Training.Records;

/// <summary>Keeps <c>run.json</c>: written when training begins, and again when it ends.</summary>
public sealed class RunJournal
{
    private readonly string _path;
    private readonly TimeProvider _time;
    private RunRecord _record;

    private RunJournal(string path, RunRecord record, TimeProvider time)
    {
        (_path, _record, _time) = (path, record, time);
    }

    /// <summary>Everything that is written.</summary>
    public RunRecord Record => _record;

    /// <summary>Adds a start to a run's record, or begins it; warns where a corpus is no longer what it was.</summary>
    /// <param name="folder">The run's folder, prepared.</param>
    /// <param name="run">The run.</param>
    /// <param name="start">What was started where.</param>
    /// <param name="data">The corpora.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Takes the warnings.</param>
    /// <exception cref="CheckpointException">When a run goes on whose record cannot be read.</exception>
    public static RunJournal Begin(
        RunFolder folder, Run run, RunStart start, IReadOnlyList<FileFingerprint> data, TimeProvider time, ILogger log)
    {
        // Without updates the run is begun anew, whatever lies in its folder.
        var before = run.FirstUpdate > 0 && File.Exists(folder.Record) ? CheckpointJson.Read<RunRecord>(folder.Record) : null;
        WarnOfChanges(before?.Data ?? [], data, log);
        var record = new RunRecord
        {
            Parameters = run.Parameters,
            SubwordsSha256 = FileChecksum.Sha256OfSubwords(folder.Subwords),
            ConfigSha256 = FileChecksum.Sha256(folder.Config),
            Data = data,
            Starts = [.. before?.Starts ?? [], start with { Started = time.GetUtcNow(), FirstUpdate = run.FirstUpdate }],
        };
        var journal = new RunJournal(folder.Record, record, time);
        journal.Write();
        return journal;
    }

    /// <summary>Notes why training ended, and where it stood.</summary>
    public void End(TrainingOutcome outcome, TrainingState state) => End(
        outcome switch
        {
            TrainingOutcome.Completed => "completed",
            TrainingOutcome.StoppedEarly => "stopped_early",
            TrainingOutcome.Interrupted => "interrupted",
            var other => throw new InvalidOperationException($"unknown outcome {other}"),
        },
        start => start with { LastUpdate = state.Update, BestUpdate = state.BestScore is null ? null : state.BestUpdate });

    /// <summary>Notes that training failed.</summary>
    public void Fail() => End("failed", start => start);

    private static void WarnOfChanges(IReadOnlyList<FileFingerprint> before, IReadOnlyList<FileFingerprint> now, ILogger log)
    {
        foreach (var file in now)
        {
            if (before.Any(other => other.Role == file.Role && other.Path == file.Path && other.Sha256 != file.Sha256))
            {
                log.Warning("{Path} is not the file that the run was trained with before: its SHA-256 was another", file.Path);
            }
        }
    }

    private void End(string outcome, Func<RunStart, RunStart> change)
    {
        var last = change(_record.Starts[^1]) with { Ended = _time.GetUtcNow(), Outcome = outcome };
        _record = _record with { Starts = [.. _record.Starts.SkipLast(1), last] };
        Write();
    }

    private void Write() => CheckpointJson.Write(_path, _record);
}
