using System.Text.Json.Serialization;
using Nmt.Runs.Checkpoints;
using Serilog;

namespace Nmt.Runs;

/// <summary>
/// <c>run.json</c>: the inputs and environment of a run, so that its results can be traced and reproduced. Written when training
/// begins and when it ends.
/// </summary>
public sealed record RunManifest
{
    /// <summary>The format that this program writes.</summary>
    public const int CurrentFormat = 1;

    /// <summary>Format version of the file.</summary>
    public int Format { get; init; } = CurrentFormat;

    /// <summary>Number of parameters of the model.</summary>
    public required long Parameters { get; init; }

    /// <summary>SHA-256 of the run's subword model, or of both sides' models.</summary>
    public required string SubwordsSha256 { get; init; }

    /// <summary>SHA-256 of the run's <c>config.yaml</c> that the last start wrote.</summary>
    public required string ConfigSha256 { get; init; }

    /// <summary>The corpora at the last start.</summary>
    public required IReadOnlyList<FileFingerprint> Data { get; init; }

    /// <summary>Every start of the run, in order.</summary>
    public required IReadOnlyList<Start> Starts { get; init; }

    /// <summary>Adds a start to a run's manifest, or creates the manifest, and writes it; warns about changed corpora.</summary>
    /// <param name="folder">The run folder, which already has config and subword model.</param>
    /// <param name="start">The start.</param>
    /// <param name="parameters">Number of parameters of the model.</param>
    /// <param name="data">The corpora.</param>
    /// <param name="log">Receives the warnings.</param>
    /// <exception cref="CheckpointException">When the run resumes and its manifest cannot be read.</exception>
    public static RunManifest Begin(RunFolder folder, Start start, long parameters, IReadOnlyList<FileFingerprint> data, ILogger log)
    {
        // A start without earlier updates is a new run, even if the folder has a manifest.
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

    /// <summary>Records why training ended, and its final state.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="ended">When it ended.</param>
    /// <param name="outcome">Why it ended.</param>
    /// <param name="state">The final state.</param>
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

    /// <summary>Records that training failed.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="ended">When it failed.</param>
    public void Fail(RunFolder folder, DateTimeOffset ended) => End(folder, Starts[^1] with { Ended = ended, Outcome = "failed" });

    private static void WarnOfChanges(IReadOnlyList<FileFingerprint> before, IReadOnlyList<FileFingerprint> now, ILogger log)
    {
        foreach (var file in now)
        {
            if (before.Any(other => other.Role == file.Role && other.Path == file.Path && other.Sha256 != file.Sha256))
            {
                log.Warning("{Path} has changed since the run was last started: its SHA-256 differs", file.Path);
            }
        }
    }

    private void End(RunFolder folder, Start last) =>
        CheckpointJson.Write(folder.Manifest, this with { Starts = [.. Starts.SkipLast(1), last] });

    /// <summary>One start of a run: command, environment and outcome.</summary>
    public sealed record Start
    {
        /// <summary>The command line.</summary>
        public required IReadOnlyList<string> Command { get; init; }

        /// <summary>The working directory, which relative paths on the command line are resolved against.</summary>
        public required string Folder { get; init; }

        /// <summary>Version of this program, with its commit if known.</summary>
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

        /// <summary>Number of processors that the process may use.</summary>
        public required int Processors { get; init; }

        /// <summary>Number of threads of the tensor library.</summary>
        public required int Threads { get; init; }

        /// <summary>The device that the model was trained on.</summary>
        public required string Device { get; init; }

        /// <summary>The seed.</summary>
        public required int Seed { get; init; }

        /// <summary>The names and signatures of the scores that validations compute, such as <c>BLEU|nrefs:1|…</c>.</summary>
        public IReadOnlyList<string> Signatures { get; init; } = [];

        /// <summary>When training began, after all preparation.</summary>
        public DateTimeOffset Started { get; init; }

        /// <summary>When it ended; null while it runs and if it was killed.</summary>
        public DateTimeOffset? Ended { get; init; }

        /// <summary>How it ended: <c>completed</c>, <c>stopped_early</c>, <c>interrupted</c> or <c>failed</c>; before that <c>running</c>.</summary>
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

/// <summary>Why training ended.</summary>
public enum TrainingOutcome
{
    /// <summary>It reached a configured limit.</summary>
    Completed,

    /// <summary>Validations stopped improving.</summary>
    StoppedEarly,

    /// <summary>A stop was requested; the state is saved.</summary>
    Interrupted,
}
