using Nmt.Runs.Config.Binding;
using Nmt.Text;
using Nmt.Text.Subwords;
using Nmt.Text.Subwords.Families;

namespace Nmt.Runs.Config;

/// <summary>The existing subword models that an experiment uses, and the settings that are compatible with them.</summary>
public static class GivenSubwordModel
{
    /// <summary>Loads the existing model of each side that a config names; null for a side whose model is trained.</summary>
    /// <exception cref="ConfigurationException">When settings are incompatible with a model; lists all of them.</exception>
    /// <exception cref="DataException">When the files are not a usable model.</exception>
    public static Sides<ISubwordModel?> Load(ExperimentConfig config)
    {
        var models = config.Subwords.PerSide().Map(side => side.Settings.Model is { } path ? SubwordModels.LoadForTranslation(path) : null);
        ThrowIfUnfit(config, models);
        return models;
    }

    /// <summary>Rejects settings that are incompatible with existing models.</summary>
    /// <param name="config">The config, with as many models as are given.</param>
    /// <param name="models">The model of each side, or null.</param>
    /// <exception cref="ConfigurationException">When settings are incompatible; lists all of them.</exception>
    public static void ThrowIfUnfit(ExperimentConfig config, Sides<ISubwordModel?> models)
    {
        var errors = config.Subwords.PerSide().Zip(models, (side, model) => model is null ? [] : side.Unfit(model.Family)
            .Select(setting => new ConfigurationError(model.Name, null, null, setting.Path, setting.Message)).ToArray());
        var wordPiece = models.All.FirstOrDefault(model => model?.Family == SubwordFamily.WordPiece);
        ConfigurationError[] unfit =
        [
            .. errors.All.SelectMany(side => side),
            .. wordPiece is not null && config.Data.Train.Any(corpus => corpus.Alignments is not null)
                ? [new ConfigurationError(
                    wordPiece.Name, null, null, "data.train.alignments",
                    "links number words separated by spaces, but a WordPiece model does not preserve spaces; omit this key")]
                : Array.Empty<ConfigurationError>(),
        ];
        if (unfit.Length > 0)
        {
            throw new ConfigurationException(unfit);
        }
    }
}
