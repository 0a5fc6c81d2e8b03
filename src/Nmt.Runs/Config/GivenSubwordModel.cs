using Nmt.Text;
using Nmt.Text.Subwords;
using Nmt.Text.Subwords.Families;

namespace Nmt.Runs.Config;

/// <summary>The ready subword model of an experiment, and the settings that it can follow.</summary>
public static class GivenSubwordModel
{
    /// <summary>The ready model that a config names; null where it names none.</summary>
    /// <exception cref="ConfigurationException">When a setting does not fit the model; all such settings are named.</exception>
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

    /// <summary>Refuses settings that a ready model cannot follow.</summary>
    /// <exception cref="ConfigurationException">When there are some; all are named.</exception>
    public static void ThrowIfUnfit(ExperimentConfig config, ISubwordModel model)
    {
        var unfit = config.Subwords.Unfit(model.Family).Select(setting => ($"subwords.{setting.Key}", setting.Message)).ToList();
        if (model.Family == SubwordFamily.WordPiece && config.Data.Train.Any(corpus => corpus.Alignments is not null))
        {
            unfit.Add((
                "data.train.alignments", "links count the words between spaces, and a WordPiece model does not keep where spaces were; leave it out"));
        }

        if (unfit.Count > 0)
        {
            throw new ConfigurationException([.. unfit.Select(setting => new ConfigurationError(model.Name, null, null, setting.Item1, setting.Message))]);
        }
    }
}
