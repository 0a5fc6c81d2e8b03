using Nmt.Metrics.Statistics;

namespace Nmt.Metrics.Analysis;

/// <summary>Examines lines while they are scored: scores by length, the worst and best sentences, and how systems differ.</summary>
public sealed class CorpusAnalysis
{
    private readonly SentenceScorer? _sentences;

    /// <summary>Prepares the requested analyses.</summary>
    /// <param name="options">The requested analyses.</param>
    /// <param name="systems">The number of systems.</param>
    /// <param name="hasSource">Whether the lines have a source.</param>
    public CorpusAnalysis(AnalysisOptions options, int systems, bool hasSource)
    {
        ArgumentNullException.ThrowIfNull(options);
        Breakdown = options.HasBreakdown ? new LengthBreakdown(hasSource) : null;
        Worst = options.Worst == 0 ? [] : [.. Enumerable.Range(0, systems).Select(i => new TopLines(options.Worst, line => -line.Scores[i]))];
        Best = options.Best == 0 ? [] : [.. Enumerable.Range(0, systems).Select(i => new TopLines(options.Best, line => line.Scores[i]))];
        Comparison = options.ComparisonSize is { } size ? new SentenceComparison(size, systems) : null;
        _sentences = Worst.Count > 0 || Best.Count > 0 || Comparison is not null ? new SentenceScorer() : null;
    }

    /// <summary>The sentences on which the systems differ; null unless requested.</summary>
    public SentenceComparison? Comparison { get; }

    /// <summary>The name of the metric for single sentences; empty when no sentences are scored.</summary>
    public string SentenceMetric => _sentences?.MetricName ?? "";

    /// <summary>Scores by length; null unless requested.</summary>
    internal LengthBreakdown? Breakdown { get; }

    /// <summary>The worst lines of each system; empty unless requested.</summary>
    internal IReadOnlyList<TopLines> Worst { get; }

    /// <summary>The best lines of each system; empty unless requested.</summary>
    internal IReadOnlyList<TopLines> Best { get; }

    /// <summary>Examines the next line.</summary>
    public void Add(ScoringLine line)
    {
        Breakdown?.Add(line);
        if (_sentences?.Score(line) is { } scored)
        {
            foreach (var lines in Worst.Concat(Best))
            {
                lines.Add(scored);
            }

            Comparison?.Add(scored);
        }
    }
}

/// <summary>The analyses in addition to the scores.</summary>
/// <param name="HasBreakdown">Whether scores are broken down by length.</param>
/// <param name="Worst">The number of worst sentences to show.</param>
/// <param name="Best">The number of best sentences to show.</param>
/// <param name="ComparisonSize">The maximum number of sentences in the comparison; null for no comparison.</param>
public sealed record AnalysisOptions(bool HasBreakdown, int Worst, int Best, int? ComparisonSize)
{
    /// <summary>Whether there is nothing to analyse.</summary>
    public bool IsEmpty => !HasBreakdown && Worst == 0 && Best == 0 && ComparisonSize is null;
}
