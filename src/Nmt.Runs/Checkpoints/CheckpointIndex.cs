using System.Text.Json.Serialization;

namespace Nmt.Runs.Checkpoints;

/// <summary><c>checkpoints/index.json</c>: which checkpoint is which. Replaced in one step.</summary>
/// <param name="Latest">Folder name of the newest.</param>
/// <param name="Best">Folder name of the best validated; none before the first validation.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CheckpointIndex(string Latest, string? Best);
