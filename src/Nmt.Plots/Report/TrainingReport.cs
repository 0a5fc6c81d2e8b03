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
