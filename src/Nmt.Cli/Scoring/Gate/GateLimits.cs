namespace Nmt.Cli.Scoring.Gate;

/// <summary>The limits of a gate.</summary>
/// <param name="FailBelow">The least score of the first metric that is better when higher.</param>
/// <param name="FailAbove">The greatest score of the first metric that is better when lower.</param>
/// <param name="MaxDrop">How much worse than the first system the others may be.</param>
/// <param name="PValue">Drops count only below this p; null where no paired test is made.</param>
internal sealed record GateLimits(double? FailBelow, double? FailAbove, double? MaxDrop, double? PValue);
