using System.Security.Cryptography;

namespace Nmt.Runs.Checkpoints;

/// <summary>
/// A checkpoint on disk: <c>state.json</c>, tensor files, and <c>SHA256SUMS</c> of all of them. Each file is read once and
/// verified during reading.
/// </summary>
public sealed class CheckpointFolder
{
    /// <summary>File of the weights.</summary>
    public const string ModelFile = "model.safetensors";

    /// <summary>File of the weights' moving average, if training keeps one.</summary>
    public const string AverageFile = "average.safetensors";

    /// <summary>File of the optimizer's moments.</summary>
    public const string OptimizerFile = "optimizer.safetensors";

    private const string ManifestFile = "state.json";

    private readonly IReadOnlyDictionary<string, string> _checksums;

    private CheckpointFolder(string path, IReadOnlyDictionary<string, string> checksums, byte[] manifest)
    {
        (Path, _checksums) = (path, checksums);
        ThrowIfAltered(ManifestFile, Convert.ToHexStringLower(SHA256.HashData(manifest)));
        Manifest = CheckpointJson.Parse<CheckpointManifest>(ManifestPath, manifest);
        if (!checksums.Keys.ToHashSet(StringComparer.Ordinal).SetEquals([.. Manifest.Files, ManifestFile]))
        {
            string expected = string.Join(", ", [.. Manifest.Files, ManifestFile]);
            throw Damage($"{System.IO.Path.Combine(path, FileChecksum.ListFile)}: expected the checksums of {expected}, got those of {string.Join(", ", checksums.Keys)}");
        }
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The folder's name, such as <c>update-00000100</c>.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>Path of <c>state.json</c>.</summary>
    public string ManifestPath => System.IO.Path.Combine(Path, ManifestFile);

    /// <summary>The contents of <c>state.json</c>.</summary>
    public CheckpointManifest Manifest { get; }

    /// <summary>Whether training can resume from it: <c>nmt average</c> writes only weights.</summary>
    public bool IsTrainable => Manifest.Files.Contains(OptimizerFile);

    /// <summary>File of the weights used for translation: the moving average if there is one.</summary>
    public string TranslatingFile => Manifest.Files.Contains(AverageFile) ? AverageFile : ModelFile;

    /// <summary>The score of the validation at this update; null if there was none.</summary>
    public double? Score => Manifest.State.ValidatedUpdate == Manifest.State.Update ? Manifest.State.ValidationScore : null;

    /// <summary>Reads and checks <c>state.json</c>; the other files are checked when they are read.</summary>
    /// <exception cref="CheckpointException">When it is missing, damaged, or has an unsupported format version.</exception>
    public static CheckpointFolder Open(string path)
    {
        string file = System.IO.Path.Combine(path, ManifestFile);
        byte[] json = CheckpointJson.ReadBytes(file);
        int format = CheckpointJson.Parse<FormatVersion>(file, json).Format;
        return format == CheckpointManifest.CurrentFormat ? new CheckpointFolder(path, FileChecksum.ReadList(path), json)
            : throw new CheckpointException($"{file}: checkpoint format {format}; this version reads format {CheckpointManifest.CurrentFormat}");
    }

    /// <summary>Path of a tensor file.</summary>
    /// <exception cref="CheckpointException">When it is missing.</exception>
    public string PathOf(string file)
    {
        string path = System.IO.Path.Combine(Path, file);
        return File.Exists(path) ? path : throw Damage($"{path}: missing from the checkpoint");
    }

    /// <summary>Compares the checksum of a file with the one recorded when it was written.</summary>
    /// <exception cref="CheckpointException">When they differ.</exception>
    public void ThrowIfAltered(string file, string sha256)
    {
        if (_checksums.GetValueOrDefault(file) != sha256)
        {
            throw Damage($"{System.IO.Path.Combine(Path, file)}: the checksum differs from the one in {FileChecksum.ListFile}: the file was changed or damaged after it was written");
        }
    }

    /// <summary>Verifies the checksum of every file.</summary>
    /// <exception cref="CheckpointException">When one is missing or damaged.</exception>
    public void Verify()
    {
        foreach (string file in Manifest.Files)
        {
            ThrowIfAltered(file, FileChecksum.Sha256(PathOf(file)));
        }
    }

    /// <summary>Completes a checkpoint whose tensor files are written.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="manifest">The contents of <c>state.json</c>.</param>
    /// <param name="checksums">SHA-256 of the other files, by name.</param>
    internal static void Complete(string path, CheckpointManifest manifest, IReadOnlyDictionary<string, string> checksums)
    {
        string file = System.IO.Path.Combine(path, ManifestFile);
        CheckpointJson.Write(file, manifest);
        FileChecksum.WriteList(path, new Dictionary<string, string>(checksums) { [ManifestFile] = FileChecksum.Sha256(file) });
    }

    private static CheckpointException Damage(string message) => new(message) { IsDamage = true };

    /// <summary>The part that all versions of <c>state.json</c> share; read first, because the rest may differ.</summary>
    private sealed record FormatVersion(int Format);
}

/// <summary><c>state.json</c> of a checkpoint.</summary>
public sealed record CheckpointManifest
{
    /// <summary>The format that this program writes and reads.</summary>
    public const int CurrentFormat = 3;

    /// <summary>Format version of the checkpoint.</summary>
    public int Format { get; init; } = CurrentFormat;

    /// <summary>The state of training.</summary>
    public required TrainingState State { get; init; }

    /// <summary>SHA-256 of the subword model that the weights were trained with.</summary>
    public required string SubwordsSha256 { get; init; }

    /// <summary>SHA-256 of the run's <c>config.yaml</c> when the checkpoint was written; null without a config.</summary>
    public string? ConfigSha256 { get; init; }

    /// <summary>Names of the checkpoint's other files except <c>SHA256SUMS</c>, sorted.</summary>
    public required IReadOnlyList<string> Files { get; init; }
}
