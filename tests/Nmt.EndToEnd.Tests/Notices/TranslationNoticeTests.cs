using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests.Notices;

/// <summary>What <c>nmt translate</c>, <c>nmt score</c> and <c>nmt plot-attention</c> say about text and flags that they do not use.</summary>
[Collection(TrainedRunCollection.Name)]
public sealed class TranslationNoticeTests(TrainedRun run) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--samples 3", "--samples has no effect without --sample")]
    [InlineData("--temperature 2", "--temperature has no effect without --sample")]
    [InlineData("--top-k 2", "--top-k has no effect without --sample")]
    [InlineData("--top-p 0.5", "--top-p has no effect without --sample")]
    [InlineData("--seed 2", "--seed has no effect without --sample")]
    [InlineData("--beam 2 --sample", "--beam has no effect with sampling")]
    [InlineData("--alpha 2 --length-penalty none", "--alpha has no effect with the length penalty none (--length-penalty)")]
    [InlineData("--ensemble linear", "--ensemble has no effect with a single --model")]
    [InlineData("--alignment-level subword", "--alignment-level has no effect without --alignments or --alignment")]
    public void Translate_warns_about_flags_without_an_effect(string flags, string warning)
    {
        // When
        var result = run.Translate("one two\n", flags.Split(' '));

        // Then
        Assert.Equal(0, result.ExitCode);
        Assert.Equal($"nmt: Warning: {warning}", Assert.Single(result.ErrorLines));
    }

    [Fact]
    public void Latency_has_no_effect_on_files()
    {
        // When
        var result = run.Translate("", "--max-latency", "10", run.FileOfCorpus("test.en"));

        // Then
        Assert.Contains("nmt: Warning: --max-latency has no effect with files, which are always batched", result.ErrorLines);
    }

    [Fact]
    public void Settings_of_a_search_that_uses_them_are_not_mentioned()
    {
        // When
        var result = run.Translate("one two\n", "--set", "search.method=sampling", "--temperature", "0.5");

        // Then
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
    }

    [Fact]
    public void Lines_with_unknown_text_are_counted()
    {
        // When
        var result = run.Translate("one\n\u72AC\ntwo \u72AC\n");
        var scored = NmtProcess.Run(
            "score", "--model", run.Path, "--device", "cpu", _folder.Write("s", "one\none\n"), _folder.Write("t", "eins\n\u72AC\n"));

        // Then
        Assert.Equal((0, 0), (result.ExitCode, scored.ExitCode));
        Assert.Equal(
            "nmt: Warning: 2 lines contain text that the subword model does not know, the first at standard input:2; --format jsonl flags them\n",
            result.Error);
        Assert.Equal(
            $"nmt: Warning: 1 lines contain text that the subword model does not know, the first at {_folder.Of("s")}:2; --format jsonl flags them",
            scored.ErrorLines[0]);
    }

    [Fact]
    public void Repeated_words_of_a_lexicon_are_counted()
    {
        // Given
        string lexicon = _folder.Write("lexicon", "one\teins\none\teine\n\ntwo\tzwei\n");

        // When
        var result = run.Translate("one\n", "--replace-unknown", lexicon);

        // Then
        Assert.Equal(0, result.ExitCode);
        Assert.Equal($"nmt: Warning: {lexicon}: 1 lines repeat a source word; the first translation of each word is used\n", result.Error);
    }

    [Theory]
    [InlineData("--format scored", "--format has no effect with --corpus, which prints text or jsonl")]
    [InlineData("--format jsonl --alignment hard", "--alignment has no effect with --corpus")]
    public void Score_of_a_corpus_warns_about_flags_for_lines(string flags, string warning)
    {
        // When
        var result = Score(["--corpus", .. flags.Split(' ')]);

        // Then
        Assert.Equal(0, result.ExitCode);
        Assert.Equal($"nmt: Warning: {warning}", result.ErrorLines[0]);
    }

    [Fact]
    public void Score_of_a_corpus_refuses_a_file_of_alignments_that_would_be_empty()
    {
        // When
        var result = Score("--corpus", "--alignments", _folder.Of("a"));

        // Then
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Equal(
            "nmt: --alignments: has one line per pair and cannot be combined with --corpus, which writes a single line", result.ErrorLines[0]);
        Assert.False(File.Exists(_folder.Of("a")));
    }

    [Fact]
    public void Score_of_a_corpus_without_text_is_an_error_and_no_perplexity()
    {
        // Given
        string blank = _folder.Write("blank.txt", "\n\n");

        // When
        var result = NmtProcess.Run("score", "--model", run.Path, "--device", "cpu", "--corpus", blank, blank);

        // Then
        Assert.Equal((3, ""), (result.ExitCode, result.Output));
        Assert.Equal("nmt: --corpus: nothing to score: all 2 pairs of lines are blank", result.ErrorLines[^1]);
    }

    [Fact]
    public void Search_options_of_a_plot_of_given_translations_are_named()
    {
        // When
        var result = NmtProcess.Run(
            "plot-attention", "--model", run.Path, "--device", "cpu", "--source", run.FileOfCorpus("test.en"), "--target", run.FileOfCorpus("test.de"),
            "--output", _folder.Of("plots"), "--beam", "2");

        // Then
        Assert.Equal(0, result.ExitCode);
        Assert.Equal("nmt: Warning: --beam has no effect with --target", result.ErrorLines[0]);
    }

    private NmtResult Score(params string[] more) => NmtProcess.Run(
        ["score", "--model", run.Path, "--device", "cpu", run.FileOfCorpus("test.en"), run.FileOfCorpus("test.de"), .. more]);
}
