namespace Nmt.Metrics.Tests;

public sealed class ConfidenceSacreBleuTests
{
    [Fact]
    public void Intervals_equal_those_of_sacrebleu()
    {
        foreach (SacreBleuCase recorded in SacreBleuCase.Read("confidence.jsonl", null, "confidence") ?? [])
        {
            // Given
            IMetric metric = recorded.Make();
            CorpusStatistics corpus = recorded.Count(metric, recorded.Hypotheses);
            int resamples = recorded.Root.GetProperty("n_bootstrap").GetInt32();
            ulong seed = recorded.Root.GetProperty("seed").GetUInt64();

            // When
            ConfidenceInterval interval = BootstrapConfidence.Estimate(metric, corpus.Segments!, resamples, seed);

            // Then
            IMetricScore score = metric.Score(corpus.Sums, corpus.ReferenceCount);
            ScoreReport report = score.Report with
            {
                Confidence = interval,
                Signature = score.Signature.WithSampling(resamples, null, seed),
            };
            recorded.CheckNumber("mean", recorded.Expected.GetProperty("mean").GetDouble(), interval.Mean);
            recorded.CheckNumber("ci", recorded.Expected.GetProperty("ci").GetDouble(), interval.HalfWidth);
            recorded.CheckText(recorded.Expected, report.ToText(2), report.Signature, report.ToText(1, useShortSignature: true), null);
            Assert.Equal(recorded.Expected.GetProperty("score_only").GetString(), report.ToPlain(1));
        }
    }
}
