using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Nmt.Runs.Checkpoints;

namespace Nmt.Training.Checkpoints;

/// <summary><c>state.json</c> of a checkpoint: where training stands, and what its files must be.</summary>
public sealed record CheckpointManifest
{
    /// <summary>The format that this program writes.</summary>
    public const int CurrentFormat = 2;

    /// <summary>The oldest format that it reads: in format 1 an epoch was always one block of pairs.</summary>
    public const int OldestFormat = 1;

    /// <summary>Format version of the checkpoint.</summary>
    [JsonRequired]
    public required int Format { get; init; }

    /// <summary>Where training stands.</summary>
    [JsonRequired]
    public required TrainingState State { get; init; }

    /// <summary>SHA-256 of the subword model that the weights belong to.</summary>
    [JsonRequired]
    public required string SubwordsSha256 { get; init; }

    /// <summary>
    /// SHA-256 of the run's <c>config.yaml</c> when the checkpoint was written; none in checkpoints of before it was kept. It is
    /// not written where it is none: the checksum of an older manifest would be another.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ConfigSha256 { get; init; }

    /// <summary>SHA-256 of the checkpoint's other files, by name.</summary>
    [JsonRequired]
    public required IReadOnlyDictionary<string, string> Files { get; init; }

    /// <summary>SHA-256 of this manifest as it is written with this entry empty: a changed number is noticed too.</summary>
    [JsonRequired]
    public required string Sha256 { get; init; }

    /// <summary>This manifest with its own checksum.</summary>
    public CheckpointManifest Sealed() => this with { Sha256 = Digest() };

    /// <summary>Whether it is as it was sealed.</summary>
    [JsonIgnore]
    public bool IsIntact => Sha256 == Digest();

    private string Digest() =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(this with { Sha256 = "" }, CheckpointJson.Options)));
}
