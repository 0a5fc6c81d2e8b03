using System.Text.Json.Serialization;

namespace Nmt.Training.Records;

/// <summary><c>run.json</c>: what a run was made of and where, so that its figures can be traced and made again.</summary>
public sealed record RunRecord
{
    /// <summary>The format that this program writes.</summary>
    public const int CurrentFormat = 1;

    /// <summary>Format version of the file.</summary>
    public int Format { get; init; } = CurrentFormat;

    /// <summary>Parameters of the model.</summary>
    public required long Parameters { get; init; }

    /// <summary>SHA-256 of the run's subword model.</summary>
    public required string SubwordsSha256 { get; init; }

    /// <summary>SHA-256 of the run's <c>config.yaml</c>, as the last start wrote it; none in records of before it was kept.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ConfigSha256 { get; init; }

    /// <summary>The corpora, as they were at the last start.</summary>
    public required IReadOnlyList<FileFingerprint> Data { get; init; }

    /// <summary>Every start of the run, the first one first.</summary>
    public required IReadOnlyList<RunStart> Starts { get; init; }
}
