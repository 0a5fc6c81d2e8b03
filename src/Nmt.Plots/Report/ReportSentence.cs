namespace Nmt.Plots.Report;

/// <summary>A validation sentence on the page.</summary>
/// <param name="Number">Its line in the validation set, from 1.</param>
/// <param name="Source">The source sentence.</param>
/// <param name="Reference">Its reference translation.</param>
/// <param name="History">Its translations over time.</param>
/// <param name="Attention">The attention of the last translation; none where it is not known.</param>
public sealed record ReportSentence(int Number, string Source, string Reference, SampleHistory History, AttentionMatrix? Attention);
