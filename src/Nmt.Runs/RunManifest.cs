using System.Text.Json.Serialization;
using Nmt.Runs.Checkpoints;
using Serilog;

namespace Nmt.Runs;

/// <summary>
/// <c>run.json</c>: what a run was made of and where, so that its results can be traced and reproduced. Written when training
/// begins, and again when it ends.
/// </summary>
public sealed record RunManifest
{
    /// <summary>The format that this program writes.</summary>
    public const int CurrentFormat = 1;

    /// <summary>Format version of the file.</summary>
    public int Format { get; init; } = CurrentFormat;

    /// <summary>Parameters of the model.</summary>
    public required long Parameters { get; init; }

    /// <summary>SHA-256 of the run's subword model.</summary>
    public required string SubwordsSha256 { get; init; }

    /// <summary>SHA-256 of the run's <c>config.yaml</c>, as the last start wrote it.</summary>
    public required string ConfigSha256 { get; init; }

    /// <summary>The corpora, as they were at the last start.</summary>
    public required IReadOnlyList<FileFingerprint> Data { get; init; }

    /// <summary>Every start of the run, the first one first.</summary>
    public required IReadOnlyList<Start> Starts { get; init; }

    /// <summary>Adds a start to a run's manifest, or begins one, and writes it; warns where a corpus is no longer what it was.</summary>
    /// <param name="folder">The run's folder, prepared.</param>
    /// <param name="start">What was started where, and after which update.</param>
    /// <param name="parameters">Parameters of the model.</param>
    /// <param name="data">The corpora.</param>
    /// <param name="log">Takes the warnings.</param>
    /// <exception cref="CheckpointException">When a run resumes whose manifest cannot be read.</exception>
    public static RunManifest Begin(RunFolder folder, Start start, long parameters, IReadOnlyList<FileFingerprint> data, ILogger log)
    {
        // Without updates the run begins anew, whatever is in its folder.
        var before = start.FirstUpdate > 0 && File.Exists(folder.Manifest) ? CheckpointJson.Read<RunManifest>(folder.Manifest) : null;
        WarnOfChanges(before?.Data ?? [], data, log);
        var manifest = new RunManifest
        {
            Parameters = parameters,
            SubwordsSha256 = FileChecksum.Sha256OfSubwords(folder.Subwords),
            ConfigSha256 = FileChecksum.Sha256(folder.Config),
            Data = data,
            Starts = [.. before?.Starts ?? [], start],
        };
        CheckpointJson.Write(folder.Manifest, manifest);
        return manifest;
    }

    /// <summary>Writes why training ended, and where it stood.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="ended">When.</param>
    /// <param name="outcome">Why.</param>
    /// <param name="state">Where training stood.</param>
    public void End(RunFolder folder, DateTimeOffset ended, TrainingOutcome outcome, TrainingState state) => End(folder, Starts[^1] with
    {
        Ended = ended,
        Outcome = outcome switch
        {
            TrainingOutcome.Completed => "completed",
            TrainingOutcome.StoppedEarly => "stopped_early",
            TrainingOutcome.Interrupted => "interrupted",
            var other => throw new InvalidOperationException($"unknown outcome {other}"),
        },
        LastUpdate = state.Update,
        BestUpdate = state.BestScore is null ? null : state.BestUpdate,
    });

    /// <summary>Writes that training failed.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="ended">When.</param>
    public void Fail(RunFolder folder, DateTimeOffset ended) => End(folder, Starts[^1] with { Ended = ended, Outcome = "failed" });

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

    private void End(RunFolder folder, Start last) =>
        CheckpointJson.Write(folder.Manifest, this with { Starts = [.. Starts.SkipLast(1), last] });

    /// <summary>One start of a run: what was started where, and how it ended.</summary>
    public sealed record Start
    {
        /// <summary>The command line.</summary>
        public required IReadOnlyList<string> Command { get; init; }

        /// <summary>The working directory, which relative paths of the command line start from.</summary>
        public required string Folder { get; init; }

        /// <summary>Version of this program, with its commit where it is known.</summary>
        public required string Nmt { get; init; }

        /// <summary>Version of .NET.</summary>
        public required string Dotnet { get; init; }

        /// <summary>Version of the tensor library.</summary>
        public required string Libtorch { get; init; }

        /// <summary>Name of the machine.</summary>
        public required string Host { get; init; }

        /// <summary>Its operating system.</summary>
        public required string OperatingSystem { get; init; }

        /// <summary>Its architecture.</summary>
        public required string Architecture { get; init; }

        /// <summary>Its processors, as far as the process may use them.</summary>
        public required int Processors { get; init; }

        /// <summary>Threads of the tensor library.</summary>
        public required int Threads { get; init; }

        /// <summary>Where the model was trained.</summary>
        public required string Device { get; init; }

        /// <summary>The seed.</summary>
        public required int Seed { get; init; }

        /// <summary>When training began, after everything was prepared.</summary>
        public DateTimeOffset Started { get; init; }

        /// <summary>When it ended; none while it runs, and where it was killed.</summary>
        public DateTimeOffset? Ended { get; init; }

        /// <summary>How it ended: <c>completed</c>, <c>stopped_early</c>, <c>interrupted</c> or <c>failed</c>; <c>running</c> until then.</summary>
        public string Outcome { get; init; } = "running";

        /// <summary>Updates done before this start.</summary>
        public long FirstUpdate { get; init; }

        /// <summary>Updates done when it ended.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public long? LastUpdate { get; init; }

        /// <summary>The update of the best validation when it ended.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public long? BestUpdate { get; init; }
    }
}

/// <summary>Why a training ended.</summary>
public enum TrainingOutcome
{
    /// <summary>It reached the configured number of updates or epochs.</summary>
    Completed,

    /// <summary>Validations no longer got better.</summary>
    StoppedEarly,

    /// <summary>It was asked to stop; its state is saved.</summary>
    Interrupted,
}
