namespace Nmt.Data.Checks;

/// <summary>What a corpus holds.</summary>
/// <param name="Name">Its name, as in <c>train</c>.</param>
/// <param name="Pairs">Pairs of lines.</param>
/// <param name="Source">Files of the source side.</param>
/// <param name="Target">Files of the target side.</param>
/// <param name="MedianRatio">Median of source length over target length; null where there is no pair to measure.</param>
/// <param name="RatioLimit">A ratio so many times above or below the median is an outlier; null likewise.</param>
public sealed record CorpusStatistics(
    string Name, long Pairs, IReadOnlyList<FileStatistics> Source, IReadOnlyList<FileStatistics> Target,
    double? MedianRatio, double? RatioLimit);
