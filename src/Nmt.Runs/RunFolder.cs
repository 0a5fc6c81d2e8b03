using Nmt.Runs.Checkpoints;
using Nmt.Text.Tokenization;

namespace Nmt.Runs;

/// <summary>A run's folder, self-contained: config, subword model, checkpoints, tables and log.</summary>
/// <param name="path">The folder; it need not exist yet.</param>
public sealed class RunFolder(string path)
{
    private readonly string _given = path;

    /// <summary>The folder.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>The resolved config.</summary>
    public string Config => In("config.yaml");

    /// <summary>The subword model of both sides: the file that names it, <c>subwords.model</c> unless it is of another family.</summary>
    public string Subwords => SubwordFiles.In(Path)[0];

    /// <summary>All checkpoints.</summary>
    public string Checkpoints => In("checkpoints");

    /// <summary>One row per validation.</summary>
    public string Validations => In("validations.csv");

    /// <summary>One row every so many updates.</summary>
    public string Updates => In("updates.csv");

    /// <summary>Translations of some validation sentences, at every validation.</summary>
    public string Samples => In("samples.csv");

    /// <summary>What was run on which machine, with checksums of the data.</summary>
    public string Manifest => In("run.json");

    /// <summary>The page that shows how training goes.</summary>
    public string Report => In("report.html");

    /// <summary>Everything that was said, with the stacks of errors.</summary>
    public string Log => In("train.log");

    /// <summary>Whether nothing is in the folder, or it is not there.</summary>
    public bool IsEmpty => !Directory.Exists(Path) || !Directory.EnumerateFileSystemEntries(Path).Any();

    /// <exception cref="CheckpointException">When the folder lacks a part that translating needs.</exception>
    public void ThrowIfIncomplete()
    {
        foreach (string part in (IEnumerable<string>)[Config, .. SubwordFiles.In(Path), Checkpoints])
        {
            if (!File.Exists(part) && !Directory.Exists(part))
            {
                throw new CheckpointException($"{part}: missing; '{_given}' is not a complete run folder");
            }
        }
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
