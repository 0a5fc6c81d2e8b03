using Nmt.Runs.Checkpoints;
using Nmt.Runs.Config;
using Nmt.Text;
using Nmt.Text.Subwords;
using Nmt.Text.Subwords.Families;

namespace Nmt.Runs;

/// <summary>Reads every file of a run folder through and says what is in it; needs no tensors.</summary>
/// <param name="run">The run.</param>
public sealed class RunInspector(RunFolder run)
{
    private readonly List<string> _faults = [];

    /// <summary>Looks at everything; what is missing or damaged is a fault of the result and not an exception.</summary>
    public RunInspection Inspect()
    {
        _faults.Clear();
        Try(() => ConfigLoader.LoadResolved(run.Config, []));
        var subwords = Try(() => SubwordModels.LoadForTranslation(run.Subwords));
        var store = SubwordFiles.In(run.Path).All(File.Exists) ? new CheckpointStore(run.Checkpoints, run.Subwords) : null;
        var index = store is null ? null : Try(store.ReadIndex);
        var checkpoints = store is null ? [] : store.Names().Select(name => Look(store, name, index)).ToList();
        NameMissing(index, checkpoints);
        string? latest = (checkpoints.FirstOrDefault(entry => entry.IsLatest && entry.Fault is null)
            ?? checkpoints.Where(entry => entry.Fault is null).MaxBy(entry => entry.Update))?.Name;
        var last = latest is null ? null : store!.Open(latest).Manifest;
        NameAlteredConfig(last);
        return new RunInspection
        {
            Folder = run.Path,
            SubwordKind = subwords?.TypeName,
            Vocabulary = subwords?.Vocabulary.Count,
            Parts = (checkpoints.FirstOrDefault(entry => entry.IsBest && entry.Fault is null)?.Name ?? latest) is { } readable ? Parts(readable) : [],
            State = last?.State,
            Checkpoints = checkpoints,
            Validations = Try(() => new RunTables(run).Validations.Read().ToList()) ?? [],
            Faults = [.. _faults],
        };
    }

    private InspectedCheckpoint Look(CheckpointStore store, string name, CheckpointIndex? index)
    {
        string path = Path.Combine(run.Checkpoints, name);
        CheckpointFolder? folder = null;
        int before = _faults.Count;
        Try(() =>
        {
            folder = store.Open(name);
            folder.Verify();
            return folder;
        });
        return new InspectedCheckpoint(
            name, folder?.Manifest.State.Update, folder?.Score, new DirectoryInfo(path).EnumerateFiles().Sum(file => file.Length),
            name == index?.Latest, name == index?.Best, _faults.Count > before ? _faults[^1] : null);
    }

    private void NameMissing(CheckpointIndex? index, List<InspectedCheckpoint> checkpoints)
    {
        foreach (string name in new[] { index?.Latest, index?.Best }.OfType<string>().Distinct(StringComparer.Ordinal))
        {
            if (checkpoints.All(entry => entry.Name != name))
            {
                _faults.Add($"{Path.Combine(run.Checkpoints, name)}: missing, and the index names it");
            }
        }
    }

    /// <summary>
    /// A start writes the config anew and notes its checksum in the run's manifest, as limits may have changed; until its first
    /// checkpoint only the manifest knows it. An averaged run has no manifest.
    /// </summary>
    private void NameAlteredConfig(CheckpointManifest? last)
    {
        var manifest = File.Exists(run.Manifest) ? Try(() => CheckpointJson.Read<RunManifest>(run.Manifest)) : null;
        string[] known = [.. new[] { last?.ConfigSha256, manifest?.ConfigSha256 }.OfType<string>()];
        if (File.Exists(run.Config) && known.Length > 0 && !known.Contains(FileChecksum.Sha256(run.Config)))
        {
            _faults.Add($"{run.Config}: the file's checksum is not the one that training noted: it was altered after it was written");
        }
    }

    private List<ModelPart> Parts(string checkpoint)
    {
        using var reader = SafeTensorsReader.Open(Path.Combine(run.Checkpoints, checkpoint, CheckpointFolder.ModelFile));
        return [.. reader.Tensors.GroupBy(info => PartOf(info.Name), StringComparer.Ordinal).OrderBy(part => part.Key, StringComparer.Ordinal)
            .Select(part => new ModelPart(
                part.Key, part.Count(), part.Sum(info => info.Shape.Aggregate(1L, (product, size) => product * size)),
                part.Sum(info => info.ByteLength)))];
    }

    /// <summary>A weight's name without its own, and no deeper than two.</summary>
    private static string PartOf(string name) => string.Join('.', name.Split('.')[..^1].Take(2));

    /// <summary>Reads something; a fault of what is on disk is recorded, and the result is none.</summary>
    private T? Try<T>(Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (ConfigurationException fault)
        {
            _faults.AddRange(fault.Errors.Select(error => error.ToString()));
        }
        catch (Exception fault) when (fault is CheckpointException or DataException or IOException or UnauthorizedAccessException or FormatException)
        {
            _faults.Add(fault.Message);
        }

        return null;
    }
}

/// <summary>What a run folder holds, and whether it is whole.</summary>
public sealed record RunInspection
{
    /// <summary>The folder.</summary>
    public required string Folder { get; init; }

    /// <summary>Kind of the subword model, and number of its pieces; none where it cannot be read.</summary>
    public string? SubwordKind { get; init; }

    /// <summary>Number of subwords.</summary>
    public int? Vocabulary { get; init; }

    /// <summary>Parts of the model that translates, in the order of their names; empty where it cannot be read.</summary>
    public IReadOnlyList<ModelPart> Parts { get; init; } = [];

    /// <summary>State of the latest whole checkpoint; none without one.</summary>
    public TrainingState? State { get; init; }

    /// <summary>All checkpoints, by name.</summary>
    public IReadOnlyList<InspectedCheckpoint> Checkpoints { get; init; } = [];

    /// <summary>All validations.</summary>
    public IReadOnlyList<ValidationRow> Validations { get; init; } = [];

    /// <summary>Each missing or damaged file, and what is wrong with it.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];

    /// <summary>Numbers in all parts.</summary>
    public long Parameters => Parts.Sum(part => part.Parameters);
}

/// <summary>What was found in a checkpoint.</summary>
/// <param name="Name">Its folder.</param>
/// <param name="Update">Updates done; none where the manifest cannot be read.</param>
/// <param name="Score">Of the validation that it follows; none where it follows none.</param>
/// <param name="Bytes">Size of all its files.</param>
/// <param name="IsLatest">Whether training resumes from it.</param>
/// <param name="IsBest">Whether it translates.</param>
/// <param name="Fault">What is wrong with it; none when it is intact.</param>
public sealed record InspectedCheckpoint(
    string Name, long? Update, double? Score, long Bytes, bool IsLatest, bool IsBest, string? Fault);

/// <summary>A part of a model, as its weights' names tell it.</summary>
/// <param name="Name">As in <c>encoder.lstm</c>.</param>
/// <param name="Tensors">Number of weight tensors.</param>
/// <param name="Parameters">Numbers in them.</param>
/// <param name="Bytes">Their size.</param>
public sealed record ModelPart(string Name, int Tensors, long Parameters, long Bytes);
