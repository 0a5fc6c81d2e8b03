using Nmt.Model.Creation;
using Nmt.Runs;
using Nmt.Runs.Checkpoints;
using Nmt.Runs.Config;
using Nmt.Search;
using Nmt.Text;
using Nmt.Text.Subwords;
using static TorchSharp.torch;

namespace Nmt.Model.Checkpoints;

/// <summary>A run's best model, ready to translate.</summary>
public sealed class TrainedModel : IDisposable
{
    private TrainedModel(ExperimentConfig config, Sides<ITokenizer> tokenizers, TranslationModel model, TrainingState state)
    {
        (Config, Tokenizers, Model, State) = (config, tokenizers, model, state);
    }

    /// <summary>The run's config.</summary>
    public ExperimentConfig Config { get; }

    /// <summary>The search settings, with lengths that the model can read and write.</summary>
    public SearchConfig Search => Config.Search.LimitedTo(Config.Model.PositionLimit);

    /// <summary>The run's subword models.</summary>
    public Sides<ITokenizer> Tokenizers { get; }

    /// <summary>The model with the weights of the best validation, in evaluation mode.</summary>
    public TranslationModel Model { get; }

    /// <summary>The training state at that validation.</summary>
    public TrainingState State { get; }

    /// <summary>Loads a run.</summary>
    /// <param name="path">The run's folder.</param>
    /// <param name="overrides">Settings that replace the run's, as <c>key=value</c>.</param>
    /// <param name="device">The device of the weights.</param>
    /// <param name="createModel">Creates the model; <see cref="ModelFactory"/> by default.</param>
    /// <exception cref="CheckpointException">When a part is missing, damaged, or does not belong to the others.</exception>
    /// <exception cref="ConfigurationException">When an override is invalid.</exception>
    public static TrainedModel Load(
        string path, IReadOnlyList<string> overrides, Device device, Func<ModelConfig, Sides<long>, Device, TranslationModel>? createModel = null)
    {
        var run = new RunFolder(path);
        run.ThrowIfIncomplete();
        var config = ConfigLoader.LoadResolved(run.Config, overrides);
        var tokenizers = RunTokenizers.Load(run, config);
        var model = (createModel ?? ModelFactory.Create)(config.Model, tokenizers.Map(tokenizer => (long)tokenizer.Vocabulary.Count), device);
        try
        {
            var state = new CheckpointStore(run.Checkpoints, run.Subwords).RestoreBestWeights(model);
            model.eval();
            return new TrainedModel(config, tokenizers, model, state);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>Frees the weights.</summary>
    public void Dispose() => Model.Dispose();
}
