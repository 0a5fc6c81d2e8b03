using Nmt.Search;
using Nmt.Search.Scorers;
using Nmt.Text.Tokenization;
using Nmt.Training.Checkpoints;
using Nmt.Training.Experiments;
using Nmt.Training.Runs;
using TorchSharp;

namespace Nmt.Cli.Commands.Translating;

/// <summary>The runs of a command line, loaded: one model, or an ensemble of several with the same subwords.</summary>
internal sealed class LoadedModels : IDisposable
{
    private readonly IReadOnlyList<TrainedModel> _runs;

    private LoadedModels(IReadOnlyList<TrainedModel> runs)
    {
        _runs = runs;
        IScorer[] scorers = [.. runs.Select(run => new EncoderDecoderScorer(run.Model))];
        Scorer = scorers.Length == 1 ? scorers[0] : new EnsembleScorer(scorers, Search.Ensemble);
    }

    /// <summary>How to search: the first run's settings.</summary>
    public SearchConfig Search => _runs[0].Config.Search;

    /// <summary>The subwords of all of them.</summary>
    public ITokenizer Tokenizer => _runs[0].Tokenizer;

    /// <summary>The models as one.</summary>
    public IScorer Scorer { get; }

    /// <summary>Loads runs.</summary>
    /// <exception cref="CheckpointException">When a run is damaged, or the subwords of two differ.</exception>
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
            }

            return new LoadedModels(runs);
        }
        catch
        {
            runs.ForEach(run => run.Dispose());
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var run in _runs)
        {
            run.Dispose();
        }
    }

    private static void ThrowIfOtherSubwords(string first, string other)
    {
        string firstModel = new RunFolder(first).Subwords;
        string otherModel = new RunFolder(other).Subwords;
        if (first != other && !File.ReadAllBytes(firstModel).AsSpan().SequenceEqual(File.ReadAllBytes(otherModel)))
        {
            throw new CheckpointException($"{otherModel} differs from {firstModel}: the models of an ensemble need the same subwords");
        }
    }
}
