namespace Nmt.Plots.Report;

/// <summary>
/// How a sentence was translated over time: only where the translation changed, and no more of them than a reader looks at. Where
/// there are too many, the first and the last stay, and of those between them evenly spread ones.
/// </summary>
public sealed class SampleHistory
{
    private const int MaxShown = 12;
    private const int MaxHeld = 4 * MaxShown;

    private readonly List<SampleVersion> _versions = [];
    private int _dropped;

    /// <summary>Adds the translation of a later update.</summary>
    public void Add(long update, string hypothesis)
    {
        if (_versions.Count > 0 && _versions[^1].Hypothesis == hypothesis)
        {
            return;
        }

        _versions.Add(new SampleVersion(update, hypothesis));
        if (_versions.Count > MaxHeld)
        {
            Thin();
        }
    }

    /// <summary>Changes that are not shown.</summary>
    public int Dropped => _dropped + Math.Max(0, _versions.Count - MaxShown);

    /// <summary>The translations to show, the first one first.</summary>
    public IReadOnlyList<SampleVersion> Versions => _versions.Count <= MaxShown ? [.. _versions]
        : [.. Enumerable.Range(0, MaxShown).Select(i => _versions[(int)((long)i * (_versions.Count - 1) / (MaxShown - 1))])];

    /// <summary>Drops every second one between the first and the last.</summary>
    private void Thin()
    {
        SampleVersion[] all = [.. _versions];
        _versions.Clear();
        _versions.AddRange(all.Where((_, place) => place % 2 == 0 || place == all.Length - 1));
        _dropped += all.Length - _versions.Count;
    }
}
