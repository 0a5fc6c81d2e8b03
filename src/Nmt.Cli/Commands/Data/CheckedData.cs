using Nmt.Text;
using Nmt.Text.Checks;
using Nmt.Training.Experiments;

namespace Nmt.Cli.Commands.Data;

/// <summary>What a check reads.</summary>
/// <param name="Corpora">The corpora.</param>
/// <param name="Model">Path of the subword model; null where there is none yet.</param>
/// <param name="MaxLength">Subwords of a side that training takes at most; null without a limit.</param>
internal sealed record CheckedData(IReadOnlyList<CheckedCorpus> Corpora, string? Model, int? MaxLength)
{
    /// <summary>The data of an experiment.</summary>
    public static CheckedData From(ExperimentConfig config) => new(
        [
            Corpus("train", CorpusRole.Train, config.Data.Train),
            Corpus("validation", CorpusRole.Validation, config.Data.Validation),
            .. config.Data.Test is { } test ? [Corpus("test", CorpusRole.Test, test)] : Array.Empty<CheckedCorpus>(),
        ],
        config.Subwords.Model, config.Data.MaxLength);

    private static CheckedCorpus Corpus(string name, CorpusRole role, ParallelFiles files) => new(name, role, [files]);
}
