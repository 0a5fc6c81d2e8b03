using System.Text.Json;
using Nmt.Metrics.Chrf;
using Nmt.Metrics.Statistics;

namespace Nmt.Metrics.Tests.Chrf;

public sealed class ChrfSacreBleuTests
{
    [Theory]
    [InlineData("chrf.jsonl")]
    [InlineData("large.jsonl.gz")]
    public void Corpus_scores_equal_those_of_sacrebleu(string file)
    {
        foreach (var recorded in SacreBleuCase.Read(file, "chrf", "corpus") ?? [])
        {
            var score = new ChrfMetric(recorded.ChrfOptions).CorpusScore(recorded.Hypotheses, recorded.ReferenceStreams);

            Check(recorded, recorded.Expected, score);
            var stats = recorded.Expected.GetProperty("stats");
            Assert.Equal(stats.GetArrayLength(), score.Statistics.Matches.Count);
            for (int i = 0; i < stats.GetArrayLength(); i++)
            {
                long[] actual = [score.Statistics.Hypothesis[i], score.Statistics.Reference[i], score.Statistics.Matches[i]];
                Assert.Equal(stats[i].EnumerateArray().Select(count => count.GetInt64()), actual);
            }
        }
    }

    [Fact]
    public void Sentence_scores_equal_those_of_sacrebleu()
    {
        foreach (var recorded in SacreBleuCase.Read("sentence.jsonl", "chrf", "sentence") ?? [])
        {
            var metric = new ChrfMetric(recorded.ChrfOptions);
            var expected = recorded.Expected.GetProperty("sentences");
            for (int i = 0; i < recorded.Hypotheses.Count; i++)
            {
                var score = metric.SentenceScore(recorded.Hypotheses[i], recorded.ReferencesOf(i));

                Check(recorded, expected[i], score);
            }
        }
    }

    [Fact]
    public void Words_equal_those_of_sacrebleu()
    {
        foreach (var recorded in SacreBleuCase.Read("tokenize.jsonl", "chrf", "tokenize") ?? [])
        {
            var inputs = recorded.Root.GetProperty("inputs");
            var outputs = recorded.Expected.GetProperty("outputs");
            for (int i = 0; i < inputs.GetArrayLength(); i++)
            {
                var words = ChrfText.Words(inputs[i].GetString()!);

                Assert.Equal(outputs[i].EnumerateArray().Select(word => word.GetString()), words);
            }
        }
    }

    private static void Check(SacreBleuCase recorded, JsonElement expected, ChrfScore score)
    {
        recorded.CheckNumber("score", expected.GetProperty("score").GetDouble(), score.Score);
        Assert.Equal(expected.GetProperty("name").GetString(), score.Name);
        recorded.CheckText(
            expected,
            score.ToText(),
            score.Signature,
            score.ToText(width: 1, useShortSignature: true),
            score.ToJson(width: 1));
    }
}
