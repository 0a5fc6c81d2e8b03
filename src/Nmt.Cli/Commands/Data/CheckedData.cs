using System.Globalization;
using Nmt.Data.Checks;
using Nmt.Runs.Config;
using Nmt.Text;

namespace Nmt.Cli.Commands.Data;

/// <summary>What a check reads.</summary>
/// <param name="Corpora">The corpora.</param>
/// <param name="Model">Path of the subword model; null where there is none yet.</param>
/// <param name="MaxLength">Subwords of a side that training takes at most; null without a limit.</param>
internal sealed record CheckedData(IReadOnlyList<CheckedCorpus> Corpora, string? Model, int? MaxLength)
{
    /// <summary>The experiment; null where files are named one by one.</summary>
    public ExperimentConfig? Config { get; init; }

    /// <summary>The data of an experiment.</summary>
    public static CheckedData From(ExperimentConfig config) => new(
        [
            .. Listed("train", CorpusRole.Train, config.Data.Train),
            .. Listed("validation", CorpusRole.Validation, config.Data.Validation),
            .. config.Data.Test is { } test ? Listed("test", CorpusRole.Test, test) : [],
        ],
        config.Subwords.Model, config.Data.MaxLength)
    {
        Config = config,
    };

    /// <summary>Corpora of a list are numbered as the config's keys are, from 0.</summary>
    private static IEnumerable<CheckedCorpus> Listed(string name, CorpusRole role, OneOrMore<CorpusConfig> corpora) =>
        corpora.Index().Select(entry => new CheckedCorpus(
            corpora.Count == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}.{entry.Index}"), role, [.. entry.Item.Files]));
}
