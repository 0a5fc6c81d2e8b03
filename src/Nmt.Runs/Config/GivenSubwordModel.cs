using Nmt.Text;
using Nmt.Text.Subwords;
using Nmt.Text.Subwords.Families;

namespace Nmt.Runs.Config;

/// <summary>The existing subword model that an experiment uses, and the settings that are compatible with it.</summary>
public static class GivenSubwordModel
{
    /// <summary>Loads the existing model that a config names; returns null if it names none.</summary>
    /// <exception cref="ConfigurationException">When settings are incompatible with the model; lists all of them.</exception>
    /// <exception cref="DataException">When the files are not a usable model.</exception>
    public static ISubwordModel? Load(ExperimentConfig config)
    {
        if (config.Subwords.Model is not { } path)
        {
            return null;
        }

        var model = SubwordModels.LoadForTranslation(path);
        ThrowIfUnfit(config, model);
        return model;
    }

    /// <summary>Rejects settings that are incompatible with an existing model.</summary>
    /// <exception cref="ConfigurationException">When settings are incompatible; lists all of them.</exception>
    public static void ThrowIfUnfit(ExperimentConfig config, ISubwordModel model)
    {
        var unfit = config.Subwords.Unfit(model.Family).Select(setting => ($"subwords.{setting.Key}", setting.Message)).ToList();
        if (model.Family == SubwordFamily.WordPiece && config.Data.Train.Any(corpus => corpus.Alignments is not null))
        {
            unfit.Add((
                "data.train.alignments", "links number words separated by spaces, but a WordPiece model does not preserve spaces; omit this key"));
        }

        if (unfit.Count > 0)
        {
            throw new ConfigurationException([.. unfit.Select(setting => new ConfigurationError(model.Name, null, null, setting.Item1, setting.Message))]);
        }
    }
}
