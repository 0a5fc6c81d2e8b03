namespace Nmt.Plots.Report;

/// <summary>The content of a training report.</summary>
/// <param name="Title">Name of the run.</param>
/// <param name="Summary">The progress of training, in a sentence or two.</param>
public sealed record TrainingReport(string Title, string Summary)
{
    /// <summary>The most important values, shown first.</summary>
    public IReadOnlyList<ReportFact> Figures { get; init; } = [];

    /// <summary>The learning curves; a chart without points is omitted.</summary>
    public IReadOnlyList<Chart> Charts { get; init; } = [];

    /// <summary>Validation sentences.</summary>
    public IReadOnlyList<ReportSentence> Sentences { get; init; } = [];

    /// <summary>Facts about the run, such as its command, machine and data.</summary>
    public IReadOnlyList<ReportFact> Facts { get; init; } = [];

    /// <summary>The config file.</summary>
    public string Config { get; init; } = "";
}

/// <summary>A named value.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">The value as shown.</param>
public sealed record ReportFact(string Name, string Value);

/// <summary>A validation sentence in the report.</summary>
/// <param name="Number">Its line in the validation set, from 1.</param>
/// <param name="Source">The source sentence.</param>
/// <param name="Reference">Its reference translation.</param>
/// <param name="History">Its translations over time.</param>
/// <param name="Attention">The attention of the last translation; null if unknown.</param>
public sealed record ReportSentence(int Number, string Source, string Reference, SampleHistory History, AttentionMatrix? Attention);

/// <summary>
/// The translations of a sentence over time: only those that differ from the previous one, and only as many as a reader would
/// look at. If there are too many, the first, the last and evenly spaced ones between them are kept.
/// </summary>
public sealed class SampleHistory
{
    private const int MaxShown = 12;
    private const int MaxStored = 4 * MaxShown;

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
        if (_versions.Count > MaxStored)
        {
            Thin();
        }
    }

    /// <summary>Number of changes that are not shown.</summary>
    public int Dropped => _dropped + Math.Max(0, _versions.Count - MaxShown);

    /// <summary>The translations to show, in chronological order.</summary>
    public IReadOnlyList<SampleVersion> Versions => _versions.Count <= MaxShown ? [.. _versions]
        : [.. Enumerable.Range(0, MaxShown).Select(i => _versions[(int)((long)i * (_versions.Count - 1) / (MaxShown - 1))])];

    /// <summary>Drops every second version between the first and the last.</summary>
    private void Thin()
    {
        SampleVersion[] all = [.. _versions];
        _versions.Clear();
        _versions.AddRange(all.Where((_, index) => index % 2 == 0 || index == all.Length - 1));
        _dropped += all.Length - _versions.Count;
    }
}

/// <summary>A translation and the update at which it was first seen.</summary>
/// <param name="Update">Number of updates done.</param>
/// <param name="Hypothesis">The translation.</param>
public sealed record SampleVersion(long Update, string Hypothesis);
