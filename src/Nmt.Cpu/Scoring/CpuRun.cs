using System.Globalization;
using System.Text;
using Nmt.Cpu.Files;
using Nmt.Cpu.Weights;
using Nmt.Runs;
using Nmt.Runs.Checkpoints;
using Nmt.Runs.Config;
using Nmt.Text;
using Nmt.Text.Subwords;
using Nmt.Text.Subwords.Families;

namespace Nmt.Cpu.Scoring;

/// <summary>A run's best model on the CPU engine, ready to translate.</summary>
public sealed class CpuRun : IDisposable
{
    private CpuRun(ExperimentConfig config, Sides<ITokenizer> tokenizers, CpuModel model) =>
        (Config, Tokenizers, Model) = (config, tokenizers, model);

    /// <summary>The run's config.</summary>
    public ExperimentConfig Config { get; }

    /// <summary>The run's subword models.</summary>
    public Sides<ITokenizer> Tokenizers { get; }

    /// <summary>The model with the weights of the best validation.</summary>
    public CpuModel Model { get; }

    /// <summary>The update after which the weights were saved.</summary>
    public long Update { get; private init; }

    /// <summary>Loads a run; its weights are mapped into memory after their checksum was compared.</summary>
    /// <param name="path">The run's folder, or a file that <c>nmt quantize</c> has written.</param>
    /// <param name="overrides">Settings that replace the run's, as <c>key=value</c>.</param>
    /// <exception cref="CheckpointException">When a part is missing, damaged, or does not belong to the others.</exception>
    /// <exception cref="ConfigurationException">When an override is invalid.</exception>
    public static CpuRun Load(string path, IReadOnlyList<string> overrides) =>
        File.Exists(path) ? LoadFile(path, overrides) : LoadFolder(path, overrides);

    /// <summary>Reads the config of a file that <c>nmt quantize</c> has written.</summary>
    /// <param name="path">The file.</param>
    /// <param name="overrides">Settings that replace the run's, as <c>key=value</c>.</param>
    /// <exception cref="CheckpointException">When the file is damaged.</exception>
    /// <exception cref="ConfigurationException">When an override is invalid.</exception>
    public static ExperimentConfig ReadConfig(string path, IReadOnlyList<string> overrides)
    {
        using var tensors = OpenFile(path);
        return ReadConfig(path, tensors, overrides);
    }

    /// <summary>Whether a file that <c>nmt quantize</c> has written holds a subword model of a family.</summary>
    /// <param name="path">The file.</param>
    /// <param name="family">The family.</param>
    /// <exception cref="CheckpointException">When the file is damaged.</exception>
    public static bool HasFamily(string path, SubwordFamily family)
    {
        using var tensors = OpenFile(path);
        string file = Path.GetFileName(SubwordFiles.PathsOf(family, path)[0]);
        return tensors.Names.Any(name => name.StartsWith(PackedModel.SubwordPrefix, StringComparison.Ordinal) && Path.GetFileName(name) == file);
    }

    /// <summary>Writes a run's best model into one file that needs nothing else to translate.</summary>
    /// <param name="run">The run's folder.</param>
    /// <param name="type">How its matrices are stored.</param>
    /// <param name="path">The file to write or replace.</param>
    /// <exception cref="CheckpointException">When a part of the run is missing or damaged.</exception>
    public static void Pack(string run, WeightType type, string path) => PackedModel.Write(new RunFolder(run), type, path);

    /// <summary>Unmaps the weights.</summary>
    public void Dispose() => Model.Dispose();

    private static CpuRun LoadFolder(string path, IReadOnlyList<string> overrides)
    {
        var run = new RunFolder(path);
        run.ThrowIfIncomplete();
        var config = ConfigLoader.LoadResolved(run.Config, overrides);
        var tokenizers = RunTokenizers.Load(run, config);
        var checkpoint = new CheckpointStore(run.Checkpoints, run.Subwords).OpenBest();
        string file = checkpoint.PathOf(checkpoint.TranslatingFile);
        checkpoint.ThrowIfAltered(checkpoint.TranslatingFile, FileChecksum.Sha256(file));
        return new CpuRun(config, tokenizers, CpuModel.Create(MappedTensors.Open(file), config.Model, SizesOf(tokenizers)))
        {
            Update = checkpoint.Manifest.State.Update,
        };
    }

    private static CpuRun LoadFile(string path, IReadOnlyList<string> overrides)
    {
        var tensors = OpenFile(path);
        try
        {
            var config = ReadConfig(path, tensors, overrides);
            var files = tensors.Names.Where(name => name.StartsWith(PackedModel.SubwordPrefix, StringComparison.Ordinal))
                .ToDictionary(name => Path.Combine(path, name[PackedModel.SubwordPrefix.Length..]), name => tensors.Bytes(name).ToArray(), StringComparer.Ordinal);
            var mains = SubwordFiles.FoldersOf(path, config.Subwords.IsShared).Map(folder => MainFile(path, folder, files));
            var tokenizers = RunTokenizers.Load(path, mains, main => SubwordModels.LoadForTranslation(main, files), config);
            tensors.Ignore([PackedModel.ConfigName, .. tensors.Names.Where(name => name.StartsWith(PackedModel.SubwordPrefix, StringComparison.Ordinal))]);
            return new CpuRun(config, tokenizers, CpuModel.Create(tensors, config.Model, SizesOf(tokenizers)))
            {
                Update = long.TryParse(tensors.Metadata.GetValueOrDefault(PackedModel.UpdateKey), NumberStyles.None, CultureInfo.InvariantCulture, out long update) ? update : 0,
            };
        }
        catch
        {
            tensors.Dispose();
            throw;
        }
    }

    private static MappedTensors OpenFile(string path)
    {
        var tensors = MappedTensors.Open(path);
        try
        {
            string? version = tensors.Metadata.GetValueOrDefault(PackedModel.VersionKey);
            if (version != PackedModel.Version)
            {
                throw new CheckpointException(version is null
                    ? $"{path}: not a file of nmt quantize"
                    : $"{path}: version {version} of packed models; this version of nmt reads version {PackedModel.Version}");
            }

            return PackedModel.Checksum(tensors.Names, tensors.Bytes) == tensors.Metadata.GetValueOrDefault(PackedModel.ChecksumKey)
                ? tensors
                : throw new CheckpointException($"{path}: the checksum differs from the one in the file: it was changed or damaged after it was written") { IsDamage = true };
        }
        catch
        {
            tensors.Dispose();
            throw;
        }
    }

    private static ExperimentConfig ReadConfig(string path, MappedTensors tensors, IReadOnlyList<string> overrides) =>
        tensors.Names.Contains(PackedModel.ConfigName)
            ? ConfigLoader.LoadResolved($"{path}:config.yaml", Encoding.UTF8.GetString(tensors.Bytes(PackedModel.ConfigName)), overrides)
            : throw new CheckpointException($"{path}: contains no config");

    private static string MainFile(string path, string folder, Dictionary<string, byte[]> files) =>
        Enum.GetValues<SubwordFamily>().Select(family => SubwordFiles.PathsOf(family, folder)[0]).FirstOrDefault(files.ContainsKey)
            ?? throw new CheckpointException($"{path}: contains no subword model for {Path.GetRelativePath(path, folder)}");

    private static Sides<int> SizesOf(Sides<ITokenizer> tokenizers) => tokenizers.Map(tokenizer => tokenizer.Vocabulary.Count);
}
