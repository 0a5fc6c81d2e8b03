using Nmt.Data.Batching;
using Nmt.Text;
using Nmt.Text.SubwordTraining;
using Serilog;

namespace Nmt.Training;

/// <summary>Logs the size of the training corpora and the skipped pairs, once, after the first complete epoch has been read.</summary>
/// <param name="files">The names of the files of the corpora, for errors.</param>
/// <param name="maxLength">Maximum number of subwords per side.</param>
/// <param name="log">The log.</param>
public sealed class TrainingDataSummary(string files, int maxLength, ILogger log)
{
    private PairCounts? _counts;
    private bool _isDone;

    /// <summary>The settings of the subword models; no setting can add pieces to an existing model.</summary>
    public Sides<SubwordModelConfig> Subwords { get; init; } = new SubwordsConfig().PerSide();

    /// <summary>The pairs that have been read so far; null before the first ones, and for a run that resumed in the middle of an epoch.</summary>
    public PairCounts? Counts => _counts;

    /// <summary>Whether <see cref="Counts"/> are those of a whole epoch.</summary>
    public bool IsWholeEpoch => _isDone;

    /// <summary>Warns about each of the files that have no lines.</summary>
    public static void WarnAboutEmpty(IEnumerable<string> files, ILogger log)
    {
        foreach (string file in files)
        {
            log.Warning("{File:l}: the file is empty and adds no pairs", file);
        }
    }

    /// <summary>Adds the counts of the shard that training starts.</summary>
    /// <exception cref="DataException">When an epoch has no pair to train on.</exception>
    public void Add(Shard shard)
    {
        // A run that resumes in the middle of an epoch waits for the next epoch.
        if (_isDone || (shard.Start.Index > 0 && _counts is null))
        {
            return;
        }

        _counts = (_counts ?? new PairCounts()).And(shard.Counts);
        if (shard.EndsEpoch)
        {
            _isDone = true;
            Log(_counts);
        }
    }

    private void Log(PairCounts counts)
    {
        if (counts.Pairs == 0)
        {
            throw new DataException(
                $"no sentence pairs remain in {files}: {counts.Empty.Count} pairs have an empty side, "
                + $"{counts.TooLong.Count} are longer than {maxLength} subwords");
        }

        log.Information(
            "Training corpus: {Pairs} pairs, {Source} source and {Target} target subwords; skipped: {Empty} with an empty side, {Long} longer than {Max}{First:l}",
            counts.Pairs, counts.SourceTokens, counts.TargetTokens, counts.Empty.Count, counts.TooLong.Count, maxLength,
            counts.TooLong.Count == 0 ? "" : $", the first in line {counts.TooLong.FirstLine} of {counts.TooLong.FirstFile}");
        if (counts.Empty.Count > 0)
        {
            log.Warning("Pairs with an empty side are skipped, the first in line {Line} of {File}", counts.Empty.FirstLine, counts.Empty.FirstFile);
        }

        // Text that is unknown in training can never be translated, yet a subword model can be trained without covering it.
        if (Subwords.IsShared && counts.UnknownSource + counts.UnknownTarget > 0)
        {
            log.Warning(
                "{Source} source and {Target} target characters (or groups of them) are unknown to the subword model; {Advice:l}",
                counts.UnknownSource, counts.UnknownTarget, Advice(Subwords.Source));
        }
        else if (!Subwords.IsShared)
        {
            WarnAboutUnknown(counts.UnknownSource, Subwords.Source);
            WarnAboutUnknown(counts.UnknownTarget, Subwords.Target);
        }
    }

    private static string Advice(SubwordModelConfig side) => side.Settings.Model is null
        ? $"{side.Section}.character_coverage or {side.Section}.byte_fallback can cover them"
        : $"the model set by {side.Section}.model has no pieces for them";

    private void WarnAboutUnknown(long count, SubwordModelConfig side)
    {
        if (count > 0)
        {
            log.Warning(
                "{Count} {Side:l} characters (or groups of them) are unknown to the subword model of this side; {Advice:l}",
                count, side.Side, Advice(side));
        }
    }
}
