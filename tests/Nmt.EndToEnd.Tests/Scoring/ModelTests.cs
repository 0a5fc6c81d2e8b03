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
