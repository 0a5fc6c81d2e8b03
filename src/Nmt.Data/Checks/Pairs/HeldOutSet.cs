namespace Nmt.Data.Checks.Pairs;

/// <summary>Lines of a validation or test corpus, and which of them training has as well.</summary>
internal sealed class HeldOutSet
{
    private readonly Dictionary<ulong, int> _lines = [];
    private readonly HashSet<ulong> _seen = [];

    /// <summary>Lines of the held-out corpus that training has as well.</summary>
    public long SeenLines => _seen.Sum(hash => (long)_lines[hash]);

    /// <summary>Adds a line of the held-out corpus.</summary>
    public void Add(ulong hash) => _lines[hash] = _lines.GetValueOrDefault(hash) + 1;

    /// <summary>Whether a line of train is in the held-out corpus, where it is marked then.</summary>
    public bool See(ulong hash)
    {
        if (!_lines.ContainsKey(hash))
        {
            return false;
        }

        _seen.Add(hash);
        return true;
    }
}
