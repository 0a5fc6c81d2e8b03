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
        ArgumentNullException.ThrowIfNull(config);
        if (run.Subwords.IsShared != config.Subwords.IsShared)
        {
            throw new CheckpointException(
                run.Subwords.IsShared
                    ? $"{run.Path}: both sides share a subword model in this run, but {config.Subwords.SeparatedBy} in its config"
                    : $"{run.Path}: each side has its own subword model in this run, but they share one according to its config (subwords.shared)");
        }

        var models = run.Subwords.Map(SubwordModels.LoadForTranslation);
        GivenSubwordModel.ThrowIfUnfit(config, models.Map(model => (ISubwordModel?)model));
        return models.Zip(config.Subwords.PerSide(), (model, side) => model.CreateTokenizer(side.Settings.PreTokenizer));
    }
}
