using System.Text.Json;
using Nmt.Metrics.Statistics;
using Nmt.Metrics.Ter;

namespace Nmt.Metrics.Tests.Ter;

public sealed class TerSacreBleuTests
{
    [Theory]
    [InlineData("ter.jsonl")]
    [InlineData("large.jsonl.gz")]
    public void Corpus_scores_equal_those_of_sacrebleu(string file)
    {
        foreach (var recorded in SacreBleuCase.Read(file, "ter", "corpus") ?? [])
        {
            var score = new TerMetric(recorded.TerOptions).CorpusScore(recorded.Hypotheses, recorded.ReferenceStreams);

            Check(recorded, recorded.Expected, score);
        }
    }

    [Fact]
    public void Segments_have_the_edits_and_lengths_of_sacrebleu()
    {
        foreach (var recorded in SacreBleuCase.Read("ter.jsonl", "ter", "corpus") ?? [])
        {
            var counter = recorded.CreateMetric().CreateCounter();
            var segments = recorded.Expected.GetProperty("segments");
            var streams = recorded.ReferenceStreams;
            double[] row = new double[2];
            for (int i = 0; i < segments.GetArrayLength(); i++)
            {
                counter.Count(recorded.Hypotheses[i], [.. streams.Select(stream => stream[i])], row);

                Assert.True(segments[i][0].GetInt64() == row[0], $"{recorded.Id} segment {i}: expected {segments[i][0]} edits; got {row[0]}");
                recorded.CheckNumber($"segment {i} length", segments[i][1].GetDouble(), row[1]);
            }
        }
    }

    [Fact]
    public void Sentence_scores_equal_those_of_sacrebleu()
    {
        foreach (var recorded in SacreBleuCase.Read("sentence.jsonl", "ter", "sentence") ?? [])
        {
            var metric = new TerMetric(recorded.TerOptions);
            var expected = recorded.Expected.GetProperty("sentences");
            for (int i = 0; i < recorded.Hypotheses.Count; i++)
            {
                Check(recorded, expected[i], metric.SentenceScore(recorded.Hypotheses[i], recorded.ReferencesOf(i)));
            }
        }
    }

    [Fact]
    public void Tokens_equal_those_of_sacrebleu()
    {
        foreach (var recorded in SacreBleuCase.Read("tokenize.jsonl", "ter", "tokenize") ?? [])
        {
            var counter = recorded.CreateMetric().CreateCounter();
            var inputs = recorded.Root.GetProperty("inputs");
            var outputs = recorded.Expected.GetProperty("outputs");
            for (int i = 0; i < inputs.GetArrayLength(); i++)
            {
                string tokens = counter.Preprocess(inputs[i].GetString()!);

                Assert.True(outputs[i].GetString() == tokens, $"{recorded.Id} line {i}\nexpected: {outputs[i]}\nactual:   {tokens}");
            }
        }
    }

    private static void Check(SacreBleuCase recorded, JsonElement expected, TerScore score)
    {
        recorded.CheckNumber("score", expected.GetProperty("score").GetDouble(), score.Score);
        recorded.CheckNumber("ref_length", expected.GetProperty("ref_length").GetDouble(), score.RefLen);
        Assert.Equal(expected.GetProperty("num_edits").GetInt64(), score.Edits);
        recorded.CheckText(
            expected,
            score.ToText(),
            score.Signature,
            score.ToText(width: 1, useShortSignature: true),
            score.ToJson(width: 1));
    }
}
