using Nmt.Cli.Scoring.Input;

namespace Nmt.Cli.Scoring.Analysis;

/// <summary>Looks at the lines while they are scored, and keeps what is shown in the end.</summary>
internal sealed class CorpusAnalysis
{
    private readonly SentenceScores? _sentences;
    private readonly SentenceComparison? _comparison;

    /// <summary>Prepares what the command line asks for.</summary>
    public CorpusAnalysis(AnalysisChoice choice, ScoringInput input)
    {
        Breakdown = choice.HasBreakdown ? new LengthBreakdown(input.HasSource) : null;
        if (choice.Worst > 0 || choice.Best > 0 || choice.Report is not null)
        {
            _sentences = new SentenceScores();
        }

        Worst = choice.Worst == 0 ? [] : [.. input.Systems.Select((_, i) => new TopLines(choice.Worst, line => -line.Scores[i]))];
        Best = choice.Best == 0 ? [] : [.. input.Systems.Select((_, i) => new TopLines(choice.Best, line => line.Scores[i]))];
        _comparison = choice.Report is null ? null : new SentenceComparison(choice.ReportSize, input.Systems.Count);
    }

    /// <summary>Scores by length; null where nobody asked for them.</summary>
    public LengthBreakdown? Breakdown { get; }

    /// <summary>The worst lines of each system; none where nobody asked for them.</summary>
    public IReadOnlyList<TopLines> Worst { get; }

    /// <summary>The best lines of each system; none where nobody asked for them.</summary>
    public IReadOnlyList<TopLines> Best { get; }

    /// <summary>The name of the metric of single sentences.</summary>
    public string SentenceMetric => _sentences?.Name ?? "";

    /// <summary>The sentences of the report; null where nobody asked for it.</summary>
    public SentenceComparison? Comparison => _comparison;

    public void Add(ScoringLine line)
    {
        Breakdown?.Add(line);
        if (_sentences?.Score(line) is { } scored)
        {
            foreach (var lines in Worst.Concat(Best))
            {
                lines.Add(scored);
            }

            _comparison?.Add(scored);
        }
    }
}
