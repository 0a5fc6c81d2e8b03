using Nmt.Data.Checks.Pairs;

namespace Nmt.Data.Checks;

/// <summary>A corpus and what is known of its files.</summary>
internal sealed record CorpusExamination(CheckedCorpus Corpus, IReadOnlyList<PairExamination> Files)
{
    /// <summary>Which length ratios are usual in the corpus; null where there is no pair to measure.</summary>
    public LengthRange? LengthRange { get; } = Pairs.LengthRange.Of(Files.Select(pair => pair.Ratios));

    /// <summary>The corpus in numbers.</summary>
    public CorpusStatistics Statistics() => new(
        Corpus.Name, Files.Sum(pair => Math.Min(pair.Source.Lines, pair.Target.Lines)),
        [.. Files.Select(pair => pair.Source.Statistics())], [.. Files.Select(pair => pair.Target.Statistics())],
        LengthRange?.MedianRatio, LengthRange?.Factor);
}
