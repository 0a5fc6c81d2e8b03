using System.Text.Json;
using System.Text.Json.Serialization;
using Nmt.Text.Lines;

namespace Nmt.Runs.Checkpoints;

/// <summary>Writes and reads the records of a run as JSON.</summary>
public static class CheckpointJson
{
    /// <summary>Snake case; NaN and infinity by name, because the loss of a diverging run may be either.</summary>
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Atomically writes a record to a file.</summary>
    public static void Write<T>(string path, T record) =>
        AtomicFile.WriteText(path, JsonSerializer.Serialize(record, Options) + "\n");

    /// <summary>Reads a record.</summary>
    /// <exception cref="CheckpointException">When the file is missing or does not contain such a record.</exception>
    public static T Read<T>(string path) => Parse<T>(path, ReadBytes(path));

    /// <summary>Reads a whole file.</summary>
    /// <exception cref="CheckpointException">When the file is missing.</exception>
    internal static byte[] ReadBytes(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CheckpointException($"{path}: missing from the checkpoint", e) { IsDamage = true };
        }
    }

    /// <summary>Reads a record from the bytes of a file.</summary>
    /// <exception cref="CheckpointException">When they do not contain such a record.</exception>
    internal static T Parse<T>(string path, byte[] json)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Options)
                ?? throw new CheckpointException($"{path}: expected a JSON object, got null") { IsDamage = true };
        }
        catch (JsonException e)
        {
            throw new CheckpointException($"{path}: {e.Message}", e) { IsDamage = true };
        }
    }
}
