using Nmt.Cli.Console;
using Nmt.Cli.Options;
using Nmt.Cpu.Scoring;
using Nmt.Model.Checkpoints;
using Nmt.Model.Scoring;
using Nmt.Runs;
using Nmt.Runs.Checkpoints;
using Nmt.Runs.Config;
using Nmt.Search;
using Nmt.Text;
using Nmt.Text.Subwords;

namespace Nmt.Cli.Verbs;

/// <summary>The runs of a command line, loaded: one model, or an ensemble of several with the same subwords.</summary>
internal sealed class LoadedModels : IDisposable
{
    private readonly IReadOnlyList<IDisposable> _parts;
    private readonly ExperimentConfig _config;

    private LoadedModels(ITokenScorer scorer, ExperimentConfig config, Sides<ITokenizer> tokenizers, IReadOnlyList<IDisposable> parts) =>
        (Scorer, _config, Tokenizers, _parts) = (scorer, config, tokenizers, parts);

    /// <summary>The first run's search settings, with lengths that all models can read and write.</summary>
    public SearchConfig Search => _config.Search.LimitedTo(Scorer.MaxLength);

    /// <summary>The tokenizer of each side, which all runs share.</summary>
    public Sides<ITokenizer> Tokenizers { get; }

    /// <summary>Scores tokens with all models combined.</summary>
    public ITokenScorer Scorer { get; }

    /// <summary>The attention of the first model when it is forced to translate in a given way.</summary>
    public required IForcedAttention Attention { get; init; }

    /// <summary>The update after which the first model was saved.</summary>
    public required long Update { get; init; }

    /// <summary>Loads runs.</summary>
    /// <exception cref="CheckpointException">When a run is damaged, or two runs have different subwords.</exception>
    /// <exception cref="ConfigurationException">When a setting is wrong.</exception>
    public static LoadedModels Load(IReadOnlyList<string> paths, IReadOnlyList<string> overrides, ChosenEngine engine)
    {
        if (engine.Device is { } device)
        {
            if (paths.FirstOrDefault(File.Exists) is { } file)
            {
                throw new UsageException($"--model {file}: only nmt's own engine reads files of nmt quantize; leave out --engine and --device, or name the run's folder");
            }

            var runs = LoadAll(paths, path => TrainedModel.Load(path, overrides, device), run => run.Config, run => run.Tokenizers);
            var scorer = new TorchTokenScorer([.. runs.Select(run => run.Model)], runs[0].Config.Search.Ensemble);
            return new LoadedModels(scorer, runs[0].Config, runs[0].Tokenizers, runs)
            {
                Attention = new TorchForcedAttention(runs[0].Model), Update = runs[0].State.Update,
            };
        }

        var mapped = LoadAll(paths, path => CpuRun.Load(path, overrides), run => run.Config, run => run.Tokenizers);
        var native = new CpuTokenScorer([.. mapped.Select(run => run.Model)], mapped[0].Config.Search.Ensemble, engine.Threads);
        var attention = new CpuForcedAttention(mapped[0].Model, engine.Threads);
        return new LoadedModels(native, mapped[0].Config, mapped[0].Tokenizers, [attention, native, .. mapped])
        {
            Attention = attention, Update = mapped[0].Update,
        };
    }

    private static List<T> LoadAll<T>(IReadOnlyList<string> paths, Func<string, T> load, Func<T, ExperimentConfig> configOf, Func<T, Sides<ITokenizer>> vocabulariesOf)
        where T : IDisposable
    {
        var runs = new List<T>();
        try
        {
            foreach (string path in paths)
            {
                runs.Add(load(path));
                if (File.Exists(paths[0]) || File.Exists(path))
                {
                    ThrowIfOtherPieces(vocabulariesOf(runs[0]), paths[0], vocabulariesOf(runs[^1]), path);
                }
                else
                {
                    ThrowIfOtherSubwords(paths[0], path);
                }

                ThrowIfOtherPreTokenizer(configOf(runs[0]), paths[0], configOf(runs[^1]), path);
            }

            return runs;
        }
        catch
        {
            runs.ForEach(run => run.Dispose());
            throw;
        }
    }

    /// <summary>Reads the search settings of a run without loading its model.</summary>
    /// <exception cref="CheckpointException">When the folder is not a complete run.</exception>
    /// <exception cref="ConfigurationException">When a setting is wrong.</exception>
    public static SearchConfig ReadSearch(string path, IReadOnlyList<string> overrides)
    {
        if (File.Exists(path))
        {
            return CpuRun.ReadConfig(path, overrides).Search;
        }

        var run = new RunFolder(path);
        run.ThrowIfIncomplete();
        return ConfigLoader.LoadResolved(run.Config, overrides).Search;
    }

    public void Dispose()
    {
        foreach (var part in _parts)
        {
            part.Dispose();
        }
    }

    private static void ThrowIfOtherPreTokenizer(ExperimentConfig first, string firstPath, ExperimentConfig other, string otherPath)
    {
        foreach (var (firstSide, otherSide) in first.Subwords.PerSide().Zip(other.Subwords.PerSide(), (a, b) => (a, b)).All)
        {
            var (firstKind, otherKind) = (firstSide.Settings.PreTokenizer, otherSide.Settings.PreTokenizer);
            if (firstKind != otherKind)
            {
                throw new CheckpointException(
                    $"{otherPath} has {otherSide.PathOf("pre_tokenizer")} {otherKind?.ConfigName() ?? "unset"}, {firstPath} has {firstKind?.ConfigName() ?? "unset"}: "
                    + NeedsSameSubwords(otherSide.Side ?? firstSide.Side));
            }
        }
    }

    /// <summary>Compares the pieces of models that are not files of their own.</summary>
    private static void ThrowIfOtherPieces(Sides<ITokenizer> first, string firstPath, Sides<ITokenizer> other, string otherPath)
    {
        foreach (var (one, another) in first.Zip(other, (a, b) => (a, b)).All)
        {
            if (!PiecesOf(one).SequenceEqual(PiecesOf(another)))
            {
                throw new CheckpointException($"the subwords of {otherPath} differ from those of {firstPath}: {NeedsSameSubwords(null)}");
            }
        }
    }

    private static IEnumerable<string> PiecesOf(ITokenizer tokenizer) =>
        Enumerable.Range(0, tokenizer.Vocabulary.Count).Select(id => tokenizer.Vocabulary[id]);

    private static void ThrowIfOtherSubwords(string first, string other)
    {
        var (firstRun, otherRun) = (new RunFolder(first).Subwords, new RunFolder(other).Subwords);
        bool isShared = firstRun.IsShared && otherRun.IsShared;
        ThrowIfOtherFiles(firstRun.Source, otherRun.Source, isShared ? null : "source");
        ThrowIfOtherFiles(firstRun.Target, otherRun.Target, isShared ? null : "target");
    }

    private static void ThrowIfOtherFiles(string first, string other, string? side)
    {
        var (firstFiles, otherFiles) = (SubwordFiles.PartsOf(first), SubwordFiles.PartsOf(other));
        for (int i = 0; i < otherFiles.Count; i++)
        {
            string firstFile = firstFiles[Math.Min(i, firstFiles.Count - 1)];
            if (firstFile != otherFiles[i] && !File.ReadAllBytes(firstFile).AsSpan().SequenceEqual(File.ReadAllBytes(otherFiles[i])))
            {
                throw new CheckpointException($"{otherFiles[i]} differs from {firstFile}: {NeedsSameSubwords(side)}");
            }
        }
    }

    private static string NeedsSameSubwords(string? side) =>
        $"the models of an ensemble need the same subwords{(side is null ? "" : $" on the {side} side")}";
}
