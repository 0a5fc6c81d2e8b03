namespace Nmt.Cli.Scoring.Output;

/// <summary>The form in which scores are printed.</summary>
internal enum ScoreFormat
{
    /// <summary>JSON.</summary>
    Json,

    /// <summary>Lines, or a table of several systems.</summary>
    Text,

    /// <summary>Lines, or a LaTeX table of several systems.</summary>
    Latex,
}
