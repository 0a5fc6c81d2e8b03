namespace Nmt.Cli.Scoring.Output;

/// <summary>How scores are printed.</summary>
/// <param name="Format">JSON, text or LaTeX.</param>
/// <param name="ScoreOnly">Only the number.</param>
/// <param name="Width">Decimals of scores.</param>
/// <param name="ShortSignature">Short signatures in text; those of JSON are always long, as sacreBLEU's are.</param>
internal sealed record ScoreLayout(ScoreFormat Format, bool ScoreOnly, int Width, bool ShortSignature)
{
    /// <summary>Whether everything that is printed is one JSON value.</summary>
    public bool IsJson => Format == ScoreFormat.Json;
}
