using System.Text.Json;
using System.Text.Json.Serialization;
using Nmt.Text.Lines;

namespace Nmt.Runs.Checkpoints;

/// <summary>How a checkpoint's records are written as JSON, and read.</summary>
public static class CheckpointJson
{
    /// <summary>Snake case, and NaN and infinity by name: the loss of a bad start may be either.</summary>
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Replaces a file by a record.</summary>
    public static void Write<T>(string path, T record) =>
        AtomicFile.WriteText(path, JsonSerializer.Serialize(record, Options) + "\n");

    /// <summary>Reads a record.</summary>
    /// <exception cref="CheckpointException">When the file is missing or is not such a record.</exception>
    public static T Read<T>(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllBytes(path), Options)
                ?? throw new CheckpointException($"{path}: expected a JSON object, got null") { IsDamage = true };
        }
        catch (JsonException e)
        {
            throw new CheckpointException($"{path}: {e.Message}", e) { IsDamage = true };
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CheckpointException($"{path}: missing from the checkpoint", e) { IsDamage = true };
        }
    }
}
