using Nmt.Runs.Checkpoints;

namespace Nmt.Training.Checkpoints;

/// <summary>One checkpoint on the disk: its manifest, and its other files, each read once and checked as it is read.</summary>
public sealed class CheckpointFolder
{
    /// <summary>File of the weights.</summary>
    public const string ModelFile = "model.safetensors";

    /// <summary>File of the weights' moving average, where one is kept.</summary>
    public const string AverageFile = "average.safetensors";

    /// <summary>File of the optimizer's moments.</summary>
    public const string OptimizerFile = "optimizer.safetensors";

    /// <summary>File of the manifest.</summary>
    public const string ManifestFile = "state.json";

    private CheckpointFolder(string path, CheckpointManifest manifest)
    {
        Path = path;
        Manifest = manifest;
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The folder's own name, as in <c>update-00000100</c>.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>What the checkpoint says of itself.</summary>
    public CheckpointManifest Manifest { get; }

    /// <summary>The score of the validation that this checkpoint was written after; none when there was none just then.</summary>
    public double? Score => Manifest.State.ValidatedUpdate == Manifest.State.Update ? Manifest.State.ValidationScore : null;

    /// <summary>Reads and checks the manifest; the other files are checked when they are read.</summary>
    /// <exception cref="CheckpointException">When the manifest is missing, damaged, or of a format that is not read.</exception>
    public static CheckpointFolder Open(string path)
    {
        string file = System.IO.Path.Combine(path, ManifestFile);
        var manifest = CheckpointJson.Read<CheckpointManifest>(file);
        if (manifest.Format is < CheckpointManifest.OldestFormat or > CheckpointManifest.CurrentFormat)
        {
            throw new CheckpointException(
                $"{file}: checkpoint format {manifest.Format}; this version reads formats {CheckpointManifest.OldestFormat} to {CheckpointManifest.CurrentFormat}");
        }

        return manifest.IsIntact
            ? new CheckpointFolder(path, manifest)
            : throw new CheckpointException($"{file}: the file does not match its own checksum: it was altered or damaged after it was written")
            {
                IsDamage = true,
            };
    }

    /// <summary>Reads a file of tensors; they belong to the current dispose scope.</summary>
    /// <exception cref="CheckpointException">When the file is missing or damaged.</exception>
    public StoredTensors Read(string file)
    {
        var stored = TensorFile.Read(PathOf(file));
        ThrowIfOther(file, stored.Sha256);
        return stored;
    }

    /// <summary>Reads the weights that translate: the moving average where one is kept.</summary>
    /// <exception cref="CheckpointException">When the file is missing or damaged.</exception>
    public StoredTensors ReadWeights() => Read(Manifest.Files.ContainsKey(AverageFile) ? AverageFile : ModelFile);

    /// <summary>Reads every file through and compares its checksum.</summary>
    /// <exception cref="CheckpointException">When one is missing or damaged.</exception>
    public void Verify()
    {
        foreach (string file in Manifest.Files.Keys.Order(StringComparer.Ordinal))
        {
            ThrowIfOther(file, FileChecksum.Sha256(PathOf(file)));
        }
    }

    private string PathOf(string file)
    {
        string path = System.IO.Path.Combine(Path, file);
        return File.Exists(path) ? path : throw new CheckpointException($"{path}: missing from the checkpoint") { IsDamage = true };
    }

    private void ThrowIfOther(string file, string sha256)
    {
        if (Manifest.Files.GetValueOrDefault(file) != sha256)
        {
            throw new CheckpointException(
                $"{System.IO.Path.Combine(Path, file)}: the file's checksum is not the one in {ManifestFile}: it was altered or damaged after it was written")
            {
                IsDamage = true,
            };
        }
    }
}
