namespace Nmt.Data.Checks;

/// <summary>Something that can be wrong with a corpus.</summary>
/// <param name="Code">Its name, in kebab-case. Programs read it: it does not change.</param>
/// <param name="Level">How much it matters.</param>
/// <param name="Message">What it is, for people.</param>
/// <param name="MattersFromShare">
/// Share of the lines above which it has its <paramref name="Level"/>; up to it, it is only information. Real corpora have a
/// few of these: a name is its own translation, an English line quotes a Greek word.
/// </param>
public sealed record FindingKind(string Code, FindingLevel Level, string Message, double MattersFromShare = 0)
{
    /// <summary>How much it matters in a corpus.</summary>
    /// <param name="share">Share of the lines concerned.</param>
    public FindingLevel LevelAt(double share) => MattersFromShare > 0 && share <= MattersFromShare ? FindingLevel.Info : Level;
}
