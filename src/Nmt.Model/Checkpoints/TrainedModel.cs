using Nmt.Model.Creation;
using Nmt.Runs;
using Nmt.Runs.Checkpoints;
using Nmt.Runs.Config;
using Nmt.Text.Subwords;
using Nmt.Text.Subwords.Families;
using static TorchSharp.torch;

namespace Nmt.Model.Checkpoints;

/// <summary>A run's best model, ready to translate.</summary>
public sealed class TrainedModel : IDisposable
{
    private TrainedModel(ExperimentConfig config, ITokenizer tokenizer, TranslationModel model, TrainingState state)
    {
        (Config, Tokenizer, Model, State) = (config, tokenizer, model, state);
    }

    /// <summary>The run's config.</summary>
    public ExperimentConfig Config { get; }

    /// <summary>The run's subword model.</summary>
    public ITokenizer Tokenizer { get; }

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
        string path, IReadOnlyList<string> overrides, Device device, Func<ModelConfig, long, Device, TranslationModel>? createModel = null)
    {
        var run = new RunFolder(path);
        run.ThrowIfIncomplete();
        var config = ConfigLoader.LoadResolved(run.Config, overrides);
        var tokenizer = LoadTokenizer(run, config);
        var model = (createModel ?? ModelFactory.Create)(config.Model, tokenizer.Vocabulary.Count, device);
        try
        {
            var state = new CheckpointStore(run.Checkpoints, run.Subwords).RestoreBestWeights(model);
            model.eval();
            return new TrainedModel(config, tokenizer, model, state);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>Loads the run's subword model, with the pre-tokenizer of the config, which an override may have changed.</summary>
    private static ITokenizer LoadTokenizer(RunFolder run, ExperimentConfig config)
    {
        var model = SubwordModels.LoadForTranslation(run.Subwords);
        GivenSubwordModel.ThrowIfUnfit(config, model);
        return model.CreateTokenizer(config.Subwords.PreTokenizer);
    }

    /// <summary>Frees the weights.</summary>
    public void Dispose() => Model.Dispose();
}
