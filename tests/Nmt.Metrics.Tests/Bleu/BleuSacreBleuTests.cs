using System.Text.Json;
using Nmt.Metrics.Bleu;
using Nmt.Metrics.Statistics;

namespace Nmt.Metrics.Tests.Bleu;

public sealed class BleuSacreBleuTests
{
    [Theory]
    [InlineData("bleu.jsonl")]
    [InlineData("large.jsonl.gz")]
    public void Corpus_scores_equal_those_of_sacrebleu(string file)
    {
        foreach (var recorded in SacreBleuCase.Read(file, "bleu", "corpus") ?? [])
        {
            var score = new BleuMetric(recorded.BleuOptions).CorpusScore(recorded.Hypotheses, recorded.ReferenceStreams);

            Check(recorded, recorded.Expected, score);
        }
    }

    [Fact]
    public void Sentence_scores_equal_those_of_sacrebleu()
    {
        foreach (var recorded in SacreBleuCase.Read("sentence.jsonl", "bleu", "sentence") ?? [])
        {
            var metric = new BleuMetric(recorded.BleuOptions);
            var expected = recorded.Expected.GetProperty("sentences");
            for (int i = 0; i < recorded.Hypotheses.Count; i++)
            {
                var score = metric.SentenceScore(recorded.Hypotheses[i], recorded.ReferencesOf(i));

                Check(recorded, expected[i], score);
            }
        }
    }

    [Fact]
    public void Tokens_equal_those_of_sacrebleu()
    {
        foreach (var recorded in SacreBleuCase.Read("tokenize.jsonl", "bleu", "tokenize") ?? [])
        {
            var metric = new BleuMetric(recorded.BleuOptions);
            var inputs = recorded.Root.GetProperty("inputs");
            var outputs = recorded.Expected.GetProperty("outputs");
            for (int i = 0; i < inputs.GetArrayLength(); i++)
            {
                string tokens = metric.Preprocess(inputs[i].GetString()!);

                Assert.True(outputs[i].GetString() == tokens, $"{recorded.Id} line {i}\nexpected: {outputs[i]}\nactual:   {tokens}");
            }
        }
    }

    private static void Check(SacreBleuCase recorded, JsonElement expected, BleuScore score)
    {
        recorded.CheckNumber("score", expected.GetProperty("score").GetDouble(), score.Score);
        recorded.CheckNumber("bp", expected.GetProperty("bp").GetDouble(), score.BrevityPenalty);
        recorded.CheckNumber("ratio", expected.GetProperty("ratio").GetDouble(), score.Ratio);
        Assert.Equal(expected.GetProperty("sys_len").GetInt64(), score.SysLen);
        Assert.Equal(expected.GetProperty("ref_len").GetInt64(), score.RefLen);
        recorded.CheckNumbers("precisions", expected.GetProperty("precisions"), score.Precisions);
        recorded.CheckNumbers("counts", expected.GetProperty("counts"), score.Counts);
        recorded.CheckNumbers("totals", expected.GetProperty("totals"), score.Totals);
        recorded.CheckText(
            expected,
            score.ToText(),
            score.Signature,
            score.ToText(width: 1, useShortSignature: true),
            score.ToJson(width: 1));
    }
}
