namespace Nmt.Cli.Scoring.Input;

/// <summary>One line of everything that is scored.</summary>
/// <param name="Number">The line's number, from 1.</param>
/// <param name="Hypotheses">One a system.</param>
/// <param name="References">One a reference translation.</param>
/// <param name="Source">The source sentence; null where no source is given.</param>
internal sealed record ScoringLine(int Number, IReadOnlyList<string> Hypotheses, IReadOnlyList<string> References, string? Source);
