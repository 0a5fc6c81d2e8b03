using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests;

/// <summary>A subword model per side in every verb: a SentencePiece model for the source, a WordPiece vocabulary for the target.</summary>
public sealed class SeparateSubwordsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TinyCorpus _corpus;

    public SeparateSubwordsTests()
    {
        _corpus = new TinyCorpus(_folder, pairs: 200);
        new SomeVocabularies(string.Join('\n', _corpus.Lines("train.de"))).WriteTo(_folder);
        // The reserved tokens are the last ones, unlike in SentencePiece models.
        string[] tokens = File.ReadAllLines(_folder.Of("vocab.txt"));
        _folder.Write("vocab.txt", string.Join('\n', [.. tokens[4..], .. tokens[..4].Reverse()]) + "\n");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_trains_resumes_translates_scores_plots_and_averages_with_a_model_per_side()
    {
        // Given
        string run = _folder.Of("run");
        var training = Train(run, updates: 20);
        Assert.True(training.ExitCode == 0, training.Error);
        Assert.Contains("Training a BPE model of 30 pieces on the source side of the corpus", training.Error, StringComparison.Ordinal);
        Assert.Contains($"Subword model of the target side: {_folder.Of("vocab.txt")}", training.Error, StringComparison.Ordinal);
        string[] files = ["subwords/source/subwords.model", "subwords/target/vocab.txt"];
        Assert.All(files, name => Assert.True(File.Exists(Path.Combine(run, name))));
        Assert.Equal(File.ReadAllBytes(_folder.Of("vocab.txt")), File.ReadAllBytes(Path.Combine(run, files[1])));

        // When: the run resumes, and another one trains without a pause.
        Assert.Equal(0, Train(run, updates: 40).ExitCode);
        Assert.Equal(0, Train(_folder.Of("straight"), updates: 40).ExitCode);

        // Then
        string weights = Path.Combine("checkpoints", "update-00000040", "model.safetensors");
        Assert.Equal(File.ReadAllBytes(Path.Combine(_folder.Of("straight"), weights)), File.ReadAllBytes(Path.Combine(run, weights)));
        TranslatesAndScores(run);
        Plots(run);
        var inspection = NmtProcess.Run("inspect", run);
        Assert.Contains("source subwords: bpe, 30 pieces\ntarget subwords: wordpiece, ", inspection.Output, StringComparison.Ordinal);
        Assert.Equal(0, NmtProcess.Run("average", "--model", run, "--output", _folder.Of("average"), "--last", "2").ExitCode);
        Assert.Equal(0, NmtProcess.Run(new NmtCall("translate", "--model", _folder.Of("average"), "--device", "cpu").WithInput("one\n")).ExitCode);
        CountsSubwords(run);
        RefusesOtherMembers(run);
    }

    [Theory]
    [InlineData("subwords.shared: is true, but subwords.source gives a side a model of its own; remove one of the two", "subwords.shared=true")]
    [InlineData("subwords.target.model: file not found: ", "subwords.target.model=missing.txt")]
    [InlineData("subwords.source.vocab_size: unknown key; did you mean vocabulary_size?", "subwords.source.vocab_size=30")]
    [InlineData("subwords.target.type: applies only to SentencePiece models that nmt trains; subwords.target.model is a WordPiece model: remove it", "subwords.target.type=char")]
    [InlineData("subwords.target.pre_tokenizer: 'gpt2' does not fit a WordPiece model; expected one of cased, uncased, uncased_accents", "subwords.target.pre_tokenizer=gpt2")]
    [InlineData("model.tied_embeddings: source and target embeddings can share a table only if both sides share a subword model, but subwords.source is set; use none or target_output", "model.tied_embeddings=source_target")]
    public void Contradictory_settings_are_usage_errors(string message, string setting)
    {
        var result = Train(_folder.Of("run"), updates: 20, "--set", setting);

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains(message, result.ErrorLines[0], StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.Of("run")));
    }

    private static void TranslatesAndScores(string run)
    {
        // Given: an empty line, an unknown word, and sources of different lengths in one batch.
        string[] lines = ["one two three", "", "naïve 😀 [SEP]", "four", "six five four three two one"];

        // When
        var translated = NmtProcess.Run(new NmtCall(
            "translate", "--model", run, "--device", "cpu", "--format", "jsonl", "--alignment", "hard").WithInput(string.Join('\n', lines) + "\n"));
        var scored = NmtProcess.Run(new NmtCall("score", "--model", run, "--device", "cpu", "--input-format", "jsonl", "--format", "jsonl").WithInput(translated.Output));

        // Then: forced decoding of the generated tokens gives their log-probabilities.
        Assert.True(translated.ExitCode == 0, translated.Error);
        Assert.True(scored.ExitCode == 0, scored.Error);
        Assert.Equal(lines.Length, translated.OutputLines.Count);
        Assert.NotEqual("none", LogProbabilities(translated)[0]);
        Assert.Equal(LogProbabilities(translated), LogProbabilities(scored));
        var replaced = NmtProcess.Run(new NmtCall("translate", "--model", run, "--device", "cpu", "--replace-unknown", "copy").WithInput("one 😀 six\n"));
        Assert.True(replaced.ExitCode == 0, replaced.Error);
    }

    private static string[] LogProbabilities(NmtResult result) => [.. result.OutputLines.Select(line =>
        JsonDocument.Parse(line).RootElement.TryGetProperty("log_probability", out var value) && value.ValueKind == JsonValueKind.Number
            ? value.GetDouble().ToString("F3", CultureInfo.InvariantCulture)
            : "none")];

    /// <summary>Source labels are pieces of the source's model, target labels those of the target's.</summary>
    private void Plots(string run)
    {
        string target = _folder.Write("target.txt", "one fünf\n");
        string output = _folder.Of("plots");
        var result = NmtProcess.Run("plot-attention", "--model", run, "--device", "cpu", "--source-text", "one fünf", "--target", target, "--output", output);
        Assert.True(result.ExitCode == 0, result.Error);
        string svg = string.Join('\n', XDocument.Load(Path.Combine(output, "sentence-0001.svg")).Descendants()
            .Where(element => element.Name.LocalName == "text").Select(text => text.Value));
        Assert.Contains("ü", svg, StringComparison.Ordinal);
        Assert.Equal(2, svg.Split('\n').Count(label => label == "</s>"));
    }

    private void CountsSubwords(string run)
    {
        // Given: a word that only the target's model knows.
        string text = _folder.Write("s", "fünf fünf\n");

        var result = NmtProcess.Run("data", "check", "--source", text, "--target", text, "--model", run, "--format", "json");

        using var json = JsonDocument.Parse(result.Output);
        var corpus = json.RootElement.GetProperty("corpora")[0];
        Assert.True(corpus.GetProperty("source")[0].GetProperty("unknown_subwords").GetInt32() > 0, result.Output);
        Assert.Equal(0, corpus.GetProperty("target")[0].GetProperty("unknown_subwords").GetInt32());
    }

    /// <summary>The members of an ensemble need the same models on both sides.</summary>
    private void RefusesOtherMembers(string run)
    {
        Assert.Equal(0, Train(_folder.Of("other"), updates: 20, "--set", "subwords.source.vocabulary_size=29").ExitCode);
        NmtResult Translate(string other) => NmtProcess.Run(new NmtCall("translate", "--model", run, "--model", other, "--device", "cpu").WithInput("one\n"));

        Assert.Equal(0, Translate(_folder.Of("straight")).ExitCode);
        var refused = Translate(_folder.Of("other"));
        Assert.Equal((3, ""), (refused.ExitCode, refused.Output));
        Assert.Contains(
            $"{Path.Combine(_folder.Of("other"), "subwords", "source", "subwords.model")} differs from {Path.Combine(run, "subwords", "source", "subwords.model")}: "
                + "the models of an ensemble need the same subwords on the source side",
            refused.Error, StringComparison.Ordinal);
    }

    private NmtResult Train(string run, int updates, params string[] settings) => NmtProcess.Run(
    [
        "train", "--config", _corpus.Config, "--run-dir", run, "--device", "cpu", "--set", "subwords.source.vocabulary_size=30",
        "--set", $"subwords.target.model={_folder.Of("vocab.txt")}", "--set", string.Create(CultureInfo.InvariantCulture, $"training.max_updates={updates}"),
        .. settings,
    ]);
}
