using Nmt.Runs.Checkpoints;
using Nmt.Runs.Config;
using Nmt.Text;
using Nmt.Text.Subwords;
using Nmt.Text.Subwords.Families;

namespace Nmt.Runs;

/// <summary>The subword models of a run, as translation uses them.</summary>
public static class RunTokenizers
{
    /// <summary>Loads the run's subword models, with the pre-tokenizers of the config, which an override may have changed.</summary>
    /// <param name="run">The run.</param>
    /// <param name="config">Its config.</param>
    /// <exception cref="CheckpointException">When they do not fit the config.</exception>
    public static Sides<ITokenizer> Load(RunFolder run, ExperimentConfig config)
    {
        ArgumentNullException.ThrowIfNull(run);
        return Load(run.Path, run.Subwords, SubwordModels.LoadForTranslation, config);
    }

    /// <summary>Loads subword models that may be elsewhere than in a run folder.</summary>
    /// <param name="name">Names the run in messages.</param>
    /// <param name="files">The main file of each side's model.</param>
    /// <param name="load">Loads a model from its main file.</param>
    /// <param name="config">The run's config.</param>
    /// <exception cref="CheckpointException">When they do not fit the config.</exception>
    public static Sides<ITokenizer> Load(string name, Sides<string> files, Func<string, ISubwordModel> load, ExperimentConfig config)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(config);
        if (files.IsShared != config.Subwords.IsShared)
        {
            throw new CheckpointException(
                files.IsShared
                    ? $"{name}: both sides share a subword model in this run, but {config.Subwords.SeparatedBy} in its config"
                    : $"{name}: each side has its own subword model in this run, but they share one according to its config (subwords.shared)");
        }

        var models = files.Map(load);
        GivenSubwordModel.ThrowIfUnfit(config, models.Map(model => (ISubwordModel?)model));
        return models.Zip(config.Subwords.PerSide(), (model, side) => model.CreateTokenizer(side.Settings.PreTokenizer));
    }
}
