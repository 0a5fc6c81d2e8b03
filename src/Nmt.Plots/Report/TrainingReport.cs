namespace Nmt.Plots.Report;

/// <summary>All that the page of a training shows.</summary>
/// <param name="Title">Name of the run.</param>
/// <param name="Summary">Where training stands, in a sentence.</param>
public sealed record TrainingReport(string Title, string Summary)
{
    /// <summary>The figures that one looks for first.</summary>
    public IReadOnlyList<ReportFact> Figures { get; init; } = [];

    /// <summary>The learning curves; a chart without points is left out.</summary>
    public IReadOnlyList<Chart> Charts { get; init; } = [];

    /// <summary>Validation sentences.</summary>
    public IReadOnlyList<ReportSentence> Sentences { get; init; } = [];

    /// <summary>What was run where.</summary>
    public IReadOnlyList<ReportFact> Facts { get; init; } = [];

    /// <summary>The config file.</summary>
    public string Config { get; init; } = "";
}

/// <summary>A figure or a property with its name.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">Its value, as it is shown.</param>
public sealed record ReportFact(string Name, string Value);

/// <summary>A validation sentence on the page.</summary>
/// <param name="Number">Its line in the validation set, from 1.</param>
/// <param name="Source">The source sentence.</param>
/// <param name="Reference">Its reference translation.</param>
/// <param name="History">Its translations over time.</param>
/// <param name="Attention">The attention of the last translation; none where it is not known.</param>
public sealed record ReportSentence(int Number, string Source, string Reference, SampleHistory History, AttentionMatrix? Attention);

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

/// <summary>A translation and the update at which it was first seen.</summary>
/// <param name="Update">Updates done.</param>
/// <param name="Hypothesis">The translation.</param>
public sealed record SampleVersion(long Update, string Hypothesis);
