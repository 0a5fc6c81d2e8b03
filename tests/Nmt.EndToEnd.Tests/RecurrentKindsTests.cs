using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests;

/// <summary>Recurrent models of other kinds than the default in every verb.</summary>
public sealed class RecurrentKindsTests : IDisposable
{
    private static readonly string[] Kind =
    [
        "--set", "model.cell=gru", "--set", "model.residual=true", "--set", "model.encoder={type: unidirectional, reverse_source: true, layers: 2}",
        "--set", "model.decoder.attention_order=before", "--set", "model.decoder.bridge=mean", "--set", "model.attention.type=additive",
    ];

    private readonly TemporaryFolder _folder = new();
    private readonly TinyCorpus _corpus;

    public RecurrentKindsTests() => _corpus = new TinyCorpus(_folder, pairs: 200);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_model_of_an_unusual_kind_trains_resumes_translates_scores_and_plots()
    {
        // Given
        string run = _folder.Of("run");
        Assert.Equal(0, Train(run, updates: 20).ExitCode);

        // When: the run resumes, and another one trains without a pause.
        var resumed = Train(run, updates: 40);
        Assert.Equal(0, Train(_folder.Of("straight"), updates: 40).ExitCode);

        // Then
        Assert.True(resumed.ExitCode == 0, resumed.Error);
        Assert.All(["model.safetensors", "optimizer.safetensors"], file => Assert.Equal(
            File.ReadAllBytes(Path.Combine(RunFiles.LatestCheckpoint(_folder.Of("straight")), file)),
            File.ReadAllBytes(Path.Combine(RunFiles.LatestCheckpoint(run), file))));
        Assert.Contains("encoder.gru", NmtProcess.Run("inspect", run).Output, StringComparison.Ordinal);
        TranslatesAndScores(run);
        Plots(run);
    }

    [Theory]
    [InlineData("model.decoder.input_feeding: input feeding goes with model.decoder.attention_order: after", "model.decoder={attention_order: before, input_feeding: true}")]
    [InlineData("model.residual: residual connections begin at the second layer", "model.residual=true")]
    [InlineData("model.cell: must be one of lstm, gru, rnn_tanh; got LSTM", "model.cell=LSTM")]
    public void Contradictory_settings_are_usage_errors(string message, string setting)
    {
        var result = NmtProcess.Run("train", "--config", _corpus.Config, "--run-dir", _folder.Of("run"), "--device", "cpu", "--set", setting);

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains(message, result.ErrorLines[0], StringComparison.Ordinal);
    }

    /// <summary>Forced decoding of the translations, alone and in batches, gives the log-probabilities of the search.</summary>
    private static void TranslatesAndScores(string run)
    {
        string[] lines = ["one two three", "four", "six five four three two one"];

        var translated = NmtProcess.Run(new NmtCall("translate", "--model", run, "--device", "cpu", "--format", "jsonl", "--set", "search.beam_size=3")
            .WithInput(string.Join('\n', lines) + "\n"));
        var scored = NmtProcess.Run(new NmtCall("score", "--model", run, "--device", "cpu", "--input-format", "jsonl", "--format", "jsonl").WithInput(translated.Output));

        Assert.True(translated.ExitCode == 0, translated.Error);
        Assert.True(scored.ExitCode == 0, scored.Error);
        Assert.Equal(lines.Length, translated.OutputLines.Count);
        Assert.Equal(LogProbabilities(translated), LogProbabilities(scored));
    }

    private static string[] LogProbabilities(NmtResult result) => [.. result.OutputLines.Select(line =>
        JsonDocument.Parse(line).RootElement.GetProperty("log_probability").GetDouble().ToString("F3", CultureInfo.InvariantCulture))];

    /// <summary>The columns of a plot are the source subwords in the order of the sentence, although the encoder reads them reversed.</summary>
    private void Plots(string run)
    {
        string target = _folder.Write("target.txt", "eins\n");
        string output = _folder.Of("plots");

        var result = NmtProcess.Run("plot-attention", "--model", run, "--device", "cpu", "--source-text", "one two six", "--target", target, "--output", output, "--words");

        Assert.True(result.ExitCode == 0, result.Error);
        string[] labels = [.. XDocument.Load(Path.Combine(output, "sentence-0001.svg")).Descendants()
            .Where(element => element.Name.LocalName == "text").Select(text => text.Value)];
        int[] columns = [.. new[] { "one", "two", "six" }.Select(word => Array.IndexOf(labels, word))];
        Assert.True(columns[0] >= 0 && columns[0] < columns[1] && columns[1] < columns[2], string.Join(' ', labels));
    }

    private NmtResult Train(string run, int updates) => NmtProcess.Run(
    [
        "train", "--config", _corpus.Config, "--run-dir", run, "--device", "cpu", .. Kind,
        "--set", string.Create(CultureInfo.InvariantCulture, $"training.max_updates={updates}"),
    ]);
}
