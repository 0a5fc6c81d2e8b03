namespace Nmt.Metrics.Statistics;

/// <summary>Scores corpora and sentences in memory; <see cref="MetricAccumulator"/> reads a stream and uses all processors.</summary>
public static class CorpusScoring
{
    /// <summary>Scores a corpus.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="hypotheses">The system's translations, not tokenized.</param>
    /// <param name="referenceStreams">One or more translations of the whole corpus, each as long as the hypotheses; null for
    /// a reference that a segment does not have. An empty string is a reference of length 0.</param>
    /// <typeparam name="TScore">The type of the metric's scores.</typeparam>
    /// <exception cref="ArgumentException">The streams differ in length, or there are none.</exception>
    public static TScore CorpusScore<TScore>(
        this IMetric<TScore> metric, IReadOnlyList<string> hypotheses, IReadOnlyList<IReadOnlyList<string?>> referenceStreams)
        where TScore : MetricScore
    {
        ArgumentNullException.ThrowIfNull(metric);
        CheckLengths(hypotheses, referenceStreams);
        var corpus = new CorpusStatistics(metric.StatisticsWidth);
        var counter = metric.CreateCounter();
        double[] row = new double[metric.StatisticsWidth];
        string?[] references = new string?[referenceStreams.Count];
        for (int i = 0; i < hypotheses.Count; i++)
        {
            for (int stream = 0; stream < references.Length; stream++)
            {
                references[stream] = referenceStreams[stream][i];
            }

            counter.Count(hypotheses[i], references, row);
            corpus.Add(row, counter.ReferenceCount);
        }

        return metric.Score(corpus.Sums, corpus.ReferenceCount);
    }

    /// <summary>Scores one sentence; for BLEU, an effective order is advisable.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="hypothesis">The system's translation, not tokenized.</param>
    /// <param name="references">Its reference translations.</param>
    /// <typeparam name="TScore">The type of the metric's scores.</typeparam>
    public static TScore SentenceScore<TScore>(this IMetric<TScore> metric, string hypothesis, IReadOnlyList<string?> references)
        where TScore : MetricScore
    {
        ArgumentNullException.ThrowIfNull(metric);
        var counter = metric.CreateCounter();
        double[] row = new double[metric.StatisticsWidth];
        counter.Count(hypothesis, references, row);
        return metric.Score(row, counter.ReferenceCount);
    }

    private static void CheckLengths(IReadOnlyList<string> hypotheses, IReadOnlyList<IReadOnlyList<string?>> referenceStreams)
    {
        ArgumentNullException.ThrowIfNull(hypotheses);
        ArgumentNullException.ThrowIfNull(referenceStreams);
        if (referenceStreams.Count == 0)
        {
            throw new ArgumentException("At least one reference translation is required.", nameof(referenceStreams));
        }

        for (int i = 0; i < referenceStreams.Count; i++)
        {
            if (referenceStreams[i].Count != hypotheses.Count)
            {
                throw new ArgumentException(
                    $"Reference {i + 1} has {referenceStreams[i].Count} segments; the hypotheses have {hypotheses.Count}.",
                    nameof(referenceStreams));
            }
        }
    }
}
