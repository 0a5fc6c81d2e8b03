using Nmt.Text;

namespace Nmt.Data.Checks;

/// <summary>What a check found.</summary>
/// <param name="Corpora">What the corpora hold, in the order in which they were given.</param>
/// <param name="Findings">What is wrong with them: errors first, then warnings, then information; each by corpus and kind.</param>
public sealed record CheckReport(IReadOnlyList<CorpusStatistics> Corpora, IReadOnlyList<Finding> Findings)
{
    /// <summary>Number of findings of a level.</summary>
    public int CountOf(FindingLevel level) => Findings.Count(finding => finding.Level == level);

    /// <summary>Whether there is a finding of this level or a worse one.</summary>
    public bool HasAtLeast(FindingLevel level) => Findings.Any(finding => finding.Level >= level);

    /// <summary>Refuses the corpora where they have errors.</summary>
    /// <exception cref="DataException">When there are errors; its message has one on each line.</exception>
    public void ThrowIfErrors()
    {
        if (HasAtLeast(FindingLevel.Error))
        {
            throw new DataException(string.Join('\n', Findings.Where(f => f.Level == FindingLevel.Error).Select(f => f.Summary)));
        }
    }
}
