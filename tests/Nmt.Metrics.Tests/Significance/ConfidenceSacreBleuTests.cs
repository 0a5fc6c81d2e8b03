using Nmt.Metrics.Significance;

namespace Nmt.Metrics.Tests.Significance;

public sealed class ConfidenceSacreBleuTests
{
    [Fact]
    public void Intervals_equal_those_of_sacrebleu()
    {
        foreach (var recorded in SacreBleuCase.Read("confidence.jsonl", null, "confidence") ?? [])
        {
            // Given
            var metric = recorded.CreateMetric();
            var corpus = recorded.Count(metric, recorded.Hypotheses);
            int resamples = recorded.Root.GetProperty("n_bootstrap").GetInt32();
            ulong seed = recorded.Root.GetProperty("seed").GetUInt64();

            // When
            var interval = BootstrapConfidence.Estimate(metric, corpus.Segments!, resamples, seed);

            // Then
            var plain = metric.Score(corpus.Sums, corpus.ReferenceCount);
            var score = plain with
            {
                Confidence = interval,
                Signature = plain.Signature.WithSampling(resamples, null, seed),
            };
            recorded.CheckNumber("mean", recorded.Expected.GetProperty("mean").GetDouble(), interval.Mean);
            recorded.CheckNumber("ci", recorded.Expected.GetProperty("ci").GetDouble(), interval.HalfWidth);
            recorded.CheckText(recorded.Expected, score.ToText(2), score.Signature, score.ToText(1, useShortSignature: true), null);
            Assert.Equal(recorded.Expected.GetProperty("score_only").GetString(), score.ToPlain(1));
        }
    }
}
