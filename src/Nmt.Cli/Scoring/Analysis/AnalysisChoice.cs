namespace Nmt.Cli.Scoring.Analysis;

/// <summary>What is shown beside the scores.</summary>
/// <param name="HasBreakdown">Scores by length.</param>
/// <param name="Worst">How many of the worst sentences.</param>
/// <param name="Best">How many of the best sentences.</param>
/// <param name="Report">The file of the HTML report; null for none.</param>
/// <param name="ReportSize">Sentences in the report at most.</param>
internal sealed record AnalysisChoice(bool HasBreakdown, int Worst, int Best, string? Report, int ReportSize)
{
    /// <summary>Whether anything is wanted.</summary>
    public bool IsEmpty => !HasBreakdown && Worst == 0 && Best == 0 && Report is null;
}
