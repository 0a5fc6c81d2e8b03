using Nmt.Data.Batching;
using Nmt.Text;
using Nmt.Text.Lines;
using Serilog;

namespace Nmt.Training;

/// <summary>Logs once what the training corpora hold and what was left out: when the first whole epoch has been read.</summary>
/// <param name="files">The first files of the corpora, which an error names.</param>
/// <param name="maxLength">Subwords that a side may have.</param>
/// <param name="log">Takes what a user follows.</param>
public sealed class TrainingDataSummary(ParallelFiles files, int maxLength, ILogger log)
{
    private const string PiecesForAll = "subwords.character_coverage or subwords.byte_fallback gives them pieces";
    private const string GivenModel = "the ready model of subwords.model has no pieces for them";

    private PairCounts? _counts;
    private bool _isDone;

    /// <summary>Whether the subword model was given, so that no setting gives it more pieces.</summary>
    public bool HasGivenModel { get; init; }

    /// <summary>Counts a shard that training comes to.</summary>
    /// <exception cref="DataException">When an epoch has no pair to train on.</exception>
    public void Add(Shard shard)
    {
        // A run that resumes in the middle of an epoch waits for the next one.
        if (_isDone || (shard.Start.Index > 0 && _counts is null))
        {
            return;
        }

        _counts = (_counts ?? new PairCounts()).And(shard.Counts);
        if (shard.EndsEpoch)
        {
            _isDone = true;
            Report(_counts);
        }
    }

    private void Report(PairCounts counts)
    {
        if (counts.Pairs == 0)
        {
            throw new DataException(
                $"no sentence pair is left of {files.Source} and {files.Target}: {counts.Empty.Count} pairs have an empty side, "
                + $"{counts.TooLong.Count} are longer than {maxLength} subwords");
        }

        log.Information(
            "Training corpus: {Pairs} pairs, {Source} source and {Target} target subwords; left out: {Empty} with an empty side, {Long} longer than {Max}",
            counts.Pairs, counts.SourceTokens, counts.TargetTokens, counts.Empty.Count, counts.TooLong.Count, maxLength);
        if (counts.Empty.Count > 0)
        {
            log.Warning("Pairs with an empty side are left out, the first in line {Line} of {File}", counts.Empty.FirstLine, counts.Empty.FirstFile);
        }

        // What is unknown in training can never be translated, and a subword model can be trained without it.
        if (counts.UnknownSource + counts.UnknownTarget > 0)
        {
            log.Warning(
                "The subword model does not know {Source} source and {Target} target characters or groups of them; {Advice:l}",
                counts.UnknownSource, counts.UnknownTarget, HasGivenModel ? GivenModel : PiecesForAll);
        }
    }
}
