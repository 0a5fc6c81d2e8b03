using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests.Scoring;

[Collection(TrainedRunCollection.Name)]
public sealed class ModelTests(TrainedRun run) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Translating_and_scoring_in_one_go_equals_doing_both_separately()
    {
        // Given
        string source = run.FileOfCorpus("test.en");
        string reference = run.FileOfCorpus("test.de");
        string translations = _folder.Write("hyp", run.Translate(File.ReadAllText(source)).Output);

        // When
        var atOnce = NmtProcess.Run(
            "bleu", "--model", run.Path, "--source", source, "--references", reference, "--device", "cpu", "-m", "bleu", "chrf");

        // Then
        Assert.Equal(0, atOnce.ExitCode);
        Assert.Equal(NmtProcess.Run("bleu", reference, "-i", translations, "-m", "bleu", "chrf").Output, atOnce.Output);
    }

    [Fact]
    public void Search_settings_of_the_run_that_need_more_than_the_model_are_used()
    {
        // Given
        string copy = run.CopyTo(_folder);
        string config = Path.Combine(copy, "config.yaml");
        File.WriteAllText(config, File.ReadAllText(config).Replace("mbr: none", "mbr: chrf", StringComparison.Ordinal));
        string source = run.FileOfCorpus("test.en");
        string reference = run.FileOfCorpus("test.de");
        var translated = NmtProcess.Run("translate", "--model", copy, "--device", "cpu", source);

        // When
        var result = NmtProcess.Run("bleu", "--model", copy, "--source", source, "--references", reference, "--device", "cpu");

        // Then
        Assert.Equal((0, 0), (translated.ExitCode, result.ExitCode));
        Assert.Equal(NmtProcess.Run("bleu", reference, "-i", _folder.Write("hyp", translated.Output)).Output, result.Output);
    }

    [Fact]
    public void What_length_limits_did_to_the_translations_is_reported()
    {
        // Given: a run whose search settings have tight limits.
        string copy = run.CopyTo(_folder);
        string config = File.ReadAllText(Path.Combine(copy, "config.yaml"));
        File.WriteAllText(
            Path.Combine(copy, "config.yaml"),
            config.Replace("max_length_ratio: 2", "max_length_ratio: 0.1", StringComparison.Ordinal)
                .Replace("max_length_offset: 10", "max_length_offset: 1", StringComparison.Ordinal)
                .Replace("beam_size: 5", "beam_size: 1", StringComparison.Ordinal)
                .Replace("max_source_length: 1024", "max_source_length: 8", StringComparison.Ordinal));
        string source = _folder.Write("source", "one\none two three four five six one two\n");
        string reference = _folder.Write("reference", "eins\nzwei\n");

        // When
        var result = NmtProcess.Run("bleu", "--model", copy, "--source", source, "--references", reference, "--device", "cpu", "-b");

        // Then
        Assert.Equal(0, result.ExitCode);
        Assert.Matches(
            $@"^nmt: Warning: {source}:2: \d+ subwords; only the first 8 were translated \(search\.max_source_length, search\.long_lines\)$",
            Assert.Single(result.ErrorLines, line => line.Contains("subwords", StringComparison.Ordinal)));
        Assert.Matches(
            $@"^nmt: Warning: \d translations stopped at the length limit, the first for {source}:\d \(search\.max_length, ",
            Assert.Single(result.ErrorLines, line => line.Contains("stopped", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("--model: expected --source FILE, the text to translate")]
    [InlineData("--model: generates the hypotheses itself; omit --input, or pass the file as --baseline", "--source", "SOURCE", "-i", "SOURCE")]
    public void Model_that_cannot_be_scored_is_rejected(string expected, params string[] flags)
    {
        // Given
        string source = run.FileOfCorpus("test.en");

        // When
        var result = NmtProcess.Run(
            ["bleu", "--references", source, "--model", run.Path, .. flags.Select(flag => flag == "SOURCE" ? source : flag)]);

        // Then
        Assert.Equal(2, result.ExitCode);
        Assert.Equal($"nmt: {expected}\nTry 'nmt bleu --help'.\n", result.Error);
    }
}
