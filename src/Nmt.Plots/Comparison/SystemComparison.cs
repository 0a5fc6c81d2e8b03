namespace Nmt.Plots;

/// <summary>What a comparison page shows.</summary>
/// <param name="Title">Heading of the page.</param>
/// <param name="Metrics">Names of the metrics, each with what belongs to it such as its signature.</param>
/// <param name="Systems">The systems; the first is the one that the others are compared with.</param>
/// <param name="SentenceMetric">The name of the metric of single sentences.</param>
/// <param name="SentenceCount">Sentences of the whole corpus, shown or not.</param>
/// <param name="Sentences">The sentences that are shown, the most interesting first.</param>
public sealed record SystemComparison(
    string Title, IReadOnlyList<(string Name, string Signature)> Metrics, IReadOnlyList<ComparedSystem> Systems,
    string SentenceMetric, int SentenceCount, IReadOnlyList<ComparedSentence> Sentences);
