using Nmt.Cli.Scoring.Input;

namespace Nmt.Cli.Scoring.Analysis;

/// <summary>A line with the sentence scores of its hypotheses.</summary>
/// <param name="Line">The line.</param>
/// <param name="Scores">One a system.</param>
internal sealed record ScoredLine(ScoringLine Line, IReadOnlyList<double> Scores)
{
    /// <summary>How far the systems lie apart; 0 for a single one.</summary>
    public double Spread => Scores.Max() - Scores.Min();
}
