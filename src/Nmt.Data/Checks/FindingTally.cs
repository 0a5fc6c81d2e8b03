namespace Nmt.Data.Checks;

/// <summary>Counts findings of one file.</summary>
/// <param name="maxLines">Line numbers that a finding names at most.</param>
internal sealed class FindingTally(int maxLines)
{
    private readonly Dictionary<FindingKind, Occurrences> _byKind = [];

    /// <summary>What was counted.</summary>
    public IEnumerable<KeyValuePair<FindingKind, Occurrences>> ByKind => _byKind;

    /// <summary>Counts a line.</summary>
    public void Add(FindingKind kind, long line)
    {
        if (!_byKind.TryGetValue(kind, out var occurrences))
        {
            _byKind.Add(kind, occurrences = new Occurrences(maxLines));
        }

        occurrences.Add(line);
    }
}
