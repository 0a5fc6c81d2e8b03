namespace Nmt.Cli.Scoring.Flags;

/// <summary>How scores are printed.</summary>
/// <param name="IsJson">JSON or text.</param>
/// <param name="ScoreOnly">Only the number.</param>
/// <param name="Width">Decimals of scores.</param>
/// <param name="ShortSignature">Short signatures in text; those of JSON are always long, as sacreBLEU's are.</param>
internal sealed record ScoreLayout(bool IsJson, bool ScoreOnly, int Width, bool ShortSignature);
