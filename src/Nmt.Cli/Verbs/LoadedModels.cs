using Nmt.Model.Checkpoints;
using Nmt.Model.Scoring;
using Nmt.Runs;
using Nmt.Runs.Checkpoints;
using Nmt.Runs.Config;
using Nmt.Search;
using Nmt.Text;
using Nmt.Text.Subwords;
using TorchSharp;

namespace Nmt.Cli.Verbs;

/// <summary>The runs of a command line, loaded: one model, or an ensemble of several with the same subwords.</summary>
internal sealed class LoadedModels : IDisposable
{
    private readonly IReadOnlyList<TrainedModel> _runs;

    private LoadedModels(IReadOnlyList<TrainedModel> runs)
    {
        _runs = runs;
        Scorer = new TorchTokenScorer([.. runs.Select(run => run.Model)], runs[0].Config.Search.Ensemble);
    }

    /// <summary>The first run's search settings, with lengths that all models can read and write.</summary>
    public SearchConfig Search => _runs[0].Config.Search.LimitedTo(Scorer.MaxLength);

    /// <summary>The tokenizer of each side, which all runs share.</summary>
    public Sides<ITokenizer> Tokenizers => _runs[0].Tokenizers;

    /// <summary>Scores tokens with all models combined.</summary>
    public ITokenScorer Scorer { get; }

    /// <summary>Loads runs.</summary>
    /// <exception cref="CheckpointException">When a run is damaged, or two runs have different subwords.</exception>
    /// <exception cref="ConfigurationException">When a setting is wrong.</exception>
    public static LoadedModels Load(IReadOnlyList<string> paths, IReadOnlyList<string> overrides, torch.Device device)
    {
        var runs = new List<TrainedModel>();
        try
        {
            foreach (string path in paths)
            {
                runs.Add(TrainedModel.Load(path, overrides, device));
                ThrowIfOtherSubwords(paths[0], path);
                ThrowIfOtherPreTokenizer(runs[0], paths[0], runs[^1], path);
            }

            return new LoadedModels(runs);
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
        var run = new RunFolder(path);
        run.ThrowIfIncomplete();
        return ConfigLoader.LoadResolved(run.Config, overrides).Search;
    }

    public void Dispose()
    {
        foreach (var run in _runs)
        {
            run.Dispose();
        }
    }

    private static void ThrowIfOtherPreTokenizer(TrainedModel first, string firstPath, TrainedModel other, string otherPath)
    {
        foreach (var (firstSide, otherSide) in first.Config.Subwords.PerSide().Zip(other.Config.Subwords.PerSide(), (a, b) => (a, b)).All)
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
