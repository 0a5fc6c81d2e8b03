using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests.Translating;

/// <summary>Errors in settings name the options that were typed, not the settings that they stand for.</summary>
[Collection(TrainedRunCollection.Name)]
public sealed class OptionNameTests(TrainedRun run)
{
    [Theory]
    [InlineData("--nbest 10: must not exceed --beam (5); got 10", "--nbest", "10")]
    [InlineData("--nbest: must not exceed the beam size 3; got 10", "--nbest", "10", "--beam", "3")]
    [InlineData("--beam 5000: must be between 1 and 1000; got 5000", "--beam", "5000")]
    [InlineData("--nbest 2: must not exceed --samples (1); got 2", "--nbest", "2", "--sample")]
    [InlineData("--nbest 5: must not exceed --samples (3); got 5", "--nbest", "5", "--sample", "--samples", "3")]
    [InlineData("--samples 0: must be between 1 and 1000; got 0", "--sample", "--samples", "0")]
    [InlineData("--temperature 0: must be between 0.001 and 100; got 0", "--temperature", "0")]
    [InlineData("--top-k x: must be a whole number; got x", "--top-k", "x")]
    [InlineData("--min-length 9: must be below --max-length (3); got 9", "--min-length", "9", "--max-length", "3")]
    [InlineData("--long-lines cut: must be one of crop, split; got cut", "--long-lines", "cut")]
    [InlineData("--ensemble sum: must be one of log-linear, linear; got sum", "--ensemble", "sum")]
    [InlineData("--replace-unknown: expected copy, or a lexicon file that exists; got 'nowhere'", "--replace-unknown", "nowhere")]
    [InlineData("--set search.n_best=8: search.n_best: must not exceed search.beam_size (5); got 8", "--set", "search.n_best=8")]
    [InlineData("--set search.n_best=8: search.n_best: must not exceed --beam (4); got 8", "--set", "search.n_best=8", "--beam", "4")]
    [InlineData("--format: expected one of text, scored, nbest, jsonl; got 'xml'", "--format", "xml")]
    [InlineData("--alignment: expected one of none, hard, soft; got 'full'", "--alignment", "full")]
    [InlineData("--alignment-level: expected one of word, subword; got 'line'", "--alignment-level", "line")]
    [InlineData("--input-format: expected one of text, jsonl; got 'xml'", "--input-format", "xml")]
    public void Bad_value_is_reported_under_its_option(string expected, params string[] options)
    {
        // When
        var result = run.Translate("one\n", options);

        // Then
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains($"nmt: {expected}", result.ErrorLines);
    }

    [Fact]
    public void Beam_of_a_scored_model_is_reported_under_its_option()
    {
        // When
        var result = NmtProcess.Run(
            "bleu", run.FileOfCorpus("test.de"), "--model", run.Path, "--source", run.FileOfCorpus("test.en"), "--beam", "5000", "--device", "cpu");

        // Then
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains("nmt: --beam 5000: must be between 1 and 1000; got 5000", result.ErrorLines);
    }

    [Fact]
    public void Ensemble_of_a_scoring_verb_is_reported_as_it_was_typed()
    {
        // When
        var result = NmtProcess.Run(
            "score", run.FileOfCorpus("test.en"), run.FileOfCorpus("test.de"), "--model", run.Path, "--ensemble", "sum", "--device", "cpu");

        // Then
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains("nmt: --ensemble sum: must be one of log-linear, linear; got sum", result.ErrorLines);
    }
}
