using System.Text.Json.Serialization;
using Nmt.Runs.Checkpoints;
using Nmt.Runs.Config;
using Nmt.Text;
using Nmt.Text.Subwords.Families;

namespace Nmt.Runs;

/// <summary>Reads every file of a run folder completely and reports its contents; does not need the tensor library.</summary>
/// <param name="run">The run.</param>
public sealed class RunInspector(RunFolder run)
{
    private readonly List<string> _faults = [];

    /// <summary>Inspects everything; missing or damaged files are listed in the result instead of thrown as exceptions.</summary>
    public RunInspection Inspect()
    {
        _faults.Clear();
        Try(() => ConfigLoader.LoadResolved(run.Config, []));
        var subwords = run.Subwords.Map(path => Try(() => SubwordModels.LoadForTranslation(path)));
        var store = run.SubwordParts.All(File.Exists) ? new CheckpointStore(run.Checkpoints, run.Subwords) : null;
        var index = store is null ? null : Try(store.ReadIndex);
        var checkpoints = store is null ? [] : store.Names().Select(name => Inspect(store, name, index)).ToList();
        ReportMissing(index, checkpoints);
        string? latest = (checkpoints.FirstOrDefault(entry => entry.IsLatest && entry.Fault is null)
            ?? checkpoints.Where(entry => entry.Fault is null).MaxBy(entry => entry.Update))?.Name;
        var last = latest is null ? null : store!.Open(latest).Manifest;
        ReportChangedConfig(last);
        return new RunInspection
        {
            Folder = run.Path,
            SubwordKind = subwords.IsShared ? subwords.Source?.TypeName : null,
            Vocabulary = subwords.IsShared ? subwords.Source?.Vocabulary.Count : null,
            SourceSubwords = subwords.IsShared ? null : new(subwords.Source?.TypeName, subwords.Source?.Vocabulary.Count),
            TargetSubwords = subwords.IsShared ? null : new(subwords.Target?.TypeName, subwords.Target?.Vocabulary.Count),
            Parts = (checkpoints.FirstOrDefault(entry => entry.IsBest && entry.Fault is null)?.Name ?? latest) is { } readable ? Parts(readable) : [],
            State = last?.State,
            Checkpoints = checkpoints,
            Validations = Try(() => new RunTables(run).Validations.Read().ToList()) ?? [],
            Faults = [.. _faults],
        };
    }

    private InspectedCheckpoint Inspect(CheckpointStore store, string name, CheckpointIndex? index)
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

    private void ReportMissing(CheckpointIndex? index, List<InspectedCheckpoint> checkpoints)
    {
        foreach (string name in new[] { index?.Latest, index?.Best }.OfType<string>().Distinct(StringComparer.Ordinal))
        {
            if (checkpoints.All(entry => entry.Name != name))
            {
                _faults.Add($"{Path.Combine(run.Checkpoints, name)}: missing, although the index names it");
            }
        }
    }

    /// <summary>
    /// Each start rewrites the config, because limits may have changed, and records its checksum in the run's manifest; until the
    /// first checkpoint only the manifest has it. An averaged run has no manifest.
    /// </summary>
    private void ReportChangedConfig(CheckpointManifest? last)
    {
        var manifest = File.Exists(run.Manifest) ? Try(() => CheckpointJson.Read<RunManifest>(run.Manifest)) : null;
        string[] known = [.. new[] { last?.ConfigSha256, manifest?.ConfigSha256 }.OfType<string>()];
        if (File.Exists(run.Config) && known.Length > 0 && !known.Contains(FileChecksum.Sha256(run.Config)))
        {
            _faults.Add($"{run.Config}: the checksum differs from the one that training recorded: the file was changed after it was written");
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

    /// <summary>The name of a weight without its last component, and with at most two components.</summary>
    private static string PartOf(string name) => string.Join('.', name.Split('.')[..^1].Take(2));

    /// <summary>Reads something; if it is damaged or missing, records the fault and returns null.</summary>
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

/// <summary>The contents of a run folder, and what is wrong with them.</summary>
public sealed record RunInspection
{
    /// <summary>The folder.</summary>
    public required string Folder { get; init; }

    /// <summary>Type of the subword model that both sides share; null if it cannot be read, or each side has its own.</summary>
    public string? SubwordKind { get; init; }

    /// <summary>Number of its subwords; null if it cannot be read, or each side has its own.</summary>
    public int? Vocabulary { get; init; }

    /// <summary>The source side's own subword model; null if both sides share one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public InspectedSubwords? SourceSubwords { get; init; }

    /// <summary>The target side's own subword model; null if both sides share one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public InspectedSubwords? TargetSubwords { get; init; }

    /// <summary>Parts of the best model, sorted by name; empty if no checkpoint is intact.</summary>
    public IReadOnlyList<ModelPart> Parts { get; init; } = [];

    /// <summary>State of the latest intact checkpoint; null if there is none.</summary>
    public TrainingState? State { get; init; }

    /// <summary>All checkpoints, by name.</summary>
    public IReadOnlyList<InspectedCheckpoint> Checkpoints { get; init; } = [];

    /// <summary>All validations.</summary>
    public IReadOnlyList<ValidationRow> Validations { get; init; } = [];

    /// <summary>Each missing or damaged file and what is wrong with it.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];

    /// <summary>Number of parameters of all parts.</summary>
    public long Parameters => Parts.Sum(part => part.Parameters);
}

/// <summary>The subword model of one side.</summary>
/// <param name="Kind">Its type; null if it cannot be read.</param>
/// <param name="Vocabulary">Number of its subwords; null if it cannot be read.</param>
public sealed record InspectedSubwords(string? Kind, int? Vocabulary);

/// <summary>The contents of a checkpoint.</summary>
/// <param name="Name">Its folder name.</param>
/// <param name="Update">Updates done; null if <c>state.json</c> cannot be read.</param>
/// <param name="Score">Validation score at this update; null without a validation.</param>
/// <param name="Bytes">Size of all its files.</param>
/// <param name="IsLatest">Whether training resumes from it.</param>
/// <param name="IsBest">Whether translation uses it.</param>
/// <param name="Fault">What is wrong with it; null if it is intact.</param>
public sealed record InspectedCheckpoint(
    string Name, long? Update, double? Score, long Bytes, bool IsLatest, bool IsBest, string? Fault);

/// <summary>A part of a model, according to the names of its weights.</summary>
/// <param name="Name">Its name, such as <c>encoder.lstm</c>.</param>
/// <param name="Tensors">Number of weight tensors.</param>
/// <param name="Parameters">Number of their elements.</param>
/// <param name="Bytes">Their size.</param>
public sealed record ModelPart(string Name, int Tensors, long Parameters, long Bytes);
