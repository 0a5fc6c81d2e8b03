using System.Text.Json;
using Nmt.Metrics.Significance;
using Nmt.Metrics.Statistics;

namespace Nmt.Metrics.Tests.Significance;

public sealed class PairedSacreBleuTests
{
    [Fact]
    public void Results_equal_those_of_sacrebleu()
    {
        foreach (var recorded in SacreBleuCase.Read("significance.jsonl", null, "significance") ?? [])
        {
            // Given
            IMetric[] metrics = [.. recorded.Root.GetProperty("metrics").EnumerateArray().Select(entry =>
                new SacreBleuCase(recorded.Id, entry.GetProperty("metric").GetString()!, recorded.Level, entry).CreateMetric())];
            ScoredSystem[] systems = [.. recorded.Root.GetProperty("systems").EnumerateArray().Select(system => new ScoredSystem(
                system.GetProperty("name").GetString()!,
                [.. metrics.Select(metric => recorded.Count(metric, Lines(system.GetProperty("hypotheses"))))]))];

            // When
            var test = new PairedTest(metrics, OptionsOf(recorded.Root));
            var results = test.Run(systems);

            // Then
            for (int m = 0; m < metrics.Length; m++)
            {
                var expected = recorded.Expected.GetProperty("metrics").GetProperty(metrics[m].Name);
                var signature = test.Signature(metrics[m], systems[0].Statistics[m].ReferenceCount);
                Assert.Equal(expected.GetProperty("signature").GetString(), signature.ToString());
                Assert.Equal(expected.GetProperty("signature_short").GetString(), signature.ToShortString());
                Check(recorded, expected.GetProperty("results"), results[m]);
            }
        }
    }

    private static void Check(SacreBleuCase recorded, JsonElement expected, IReadOnlyList<PairedResult> results)
    {
        Assert.Equal(expected.GetArrayLength(), results.Count);
        for (int i = 0; i < results.Count; i++)
        {
            Assert.Equal(expected[i].GetProperty("system").GetString(), results[i].System);
            recorded.CheckNumber("score", expected[i].GetProperty("score").GetDouble(), results[i].Score);
            CheckOptional("p_value", results[i].PValue, 1e-15);
            CheckOptional("mean", results[i].Confidence?.Mean, 1e-9);
            CheckOptional("ci", results[i].Confidence?.HalfWidth, 1e-9);

            void CheckOptional(string field, double? actual, double tolerance)
            {
                bool isExpected = expected[i].TryGetProperty(field, out var value);
                Assert.Equal(isExpected, actual.HasValue);
                if (isExpected)
                {
                    recorded.CheckNumber($"{results[i].System} {field}", value.GetDouble(), actual!.Value, tolerance);
                }
            }
        }
    }

    private static PairedTestOptions OptionsOf(JsonElement root)
    {
        int confidence = root.GetProperty("n_ar_confidence").GetInt32();
        return new PairedTestOptions
        {
            Kind = root.GetProperty("test").GetString() == "paired_bootstrap" ? PairedTestKind.Bootstrap : PairedTestKind.ApproximateRandomization,
            Samples = root.GetProperty("n_samples").GetInt32(),
            ConfidenceResamples = confidence > 0 ? confidence : null,
            Seed = root.GetProperty("seed").GetUInt64(),
        };
    }

    private static string[] Lines(JsonElement lines) => [.. lines.EnumerateArray().Select(line => line.GetString()!)];
}
