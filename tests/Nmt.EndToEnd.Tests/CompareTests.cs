using System.Text.Json;
using System.Xml.Linq;
using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests;

[Collection(TrainedRunCollection.Name)]
public sealed class CompareTests(TrainedRun run) : IDisposable
{
    /// <summary>Of numbers in JSON, which have six decimals.</summary>
    private const double Rounding = 1e-6;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Two_runs_have_the_scores_of_translate_bleu_score_and_aer()
    {
        // Given: a second run, much shorter; gold alignments of the reversed number words.
        string other = _folder.Of("other");
        var training = NmtProcess.Run(
            "train", "--config", run.Corpus.Config, "--run-dir", other, "--device", "cpu", "--set", "training.max_updates=30", "--quiet",
            "--set", $"data.test.source={run.FileOfCorpus("test.en")}", "--set", $"data.test.target={run.FileOfCorpus("test.de")}");
        Assert.True(training.ExitCode == 0, training.Error);
        string gold = _folder.Write("gold", string.Concat(run.Corpus.Lines("test.en").Select(line => line.Split(' ').Length)
            .Select(length => string.Join(' ', Enumerable.Range(0, length).Select(i => $"{i}-{length - 1 - i}")) + "\n")));

        // When
        var result = NmtProcess.Run(
            "compare", run.Path, other, "--device", "cpu", "--alignments", gold, "--lengths", "2,4", "--samples", "50", "--format", "json");
        var page = NmtProcess.Run("compare", other, "--baseline", run.Path, "--device", "cpu", "--samples", "50", "--output", _folder.Of("page.html"));

        // Then
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        var root = JsonDocument.Parse(result.Output).RootElement;
        string[] hypotheses = [Translated(run.Path, "a.de"), Translated(other, "b.de")];
        var bleu = NmtProcess.Run([
            "bleu", run.FileOfCorpus("test.de"), "-i", .. hypotheses, "--paired-bs", "--paired-bs-n", "50", "-m", "bleu", "chrf", "ter", "-w", "6"]);
        var systems = JsonDocument.Parse(bleu.Output).RootElement;
        foreach (var (key, name) in new[] { ("bleu", "BLEU"), ("chrf", "chrF2"), ("ter", "TER") })
        {
            for (int i = 0; i < 2; i++)
            {
                var (own, theirs) = (root.GetProperty("runs")[i].GetProperty("scores").GetProperty(key), systems[i].GetProperty(name));
                Assert.Equal(theirs.GetProperty("score").GetDouble(), own.GetProperty("score").GetDouble(), Rounding);
                Assert.Equal(theirs.GetProperty("ci").GetDouble(), own.GetProperty("ci").GetDouble(), Rounding);
            }

            Assert.Equal(systems[1].GetProperty(name).GetProperty("p_value").GetDouble(), root.GetProperty("runs")[1].GetProperty("scores").GetProperty(key).GetProperty("p_value").GetDouble(), Rounding);
        }

        NmtProcess.Run(
            "score", "--model", run.Path, "--device", "cpu", "--alignments", _folder.Of("own.align"), "--output", _folder.Of("scores"),
            run.FileOfCorpus("test.en"), run.FileOfCorpus("test.de"));
        var aer = JsonDocument.Parse(NmtProcess.Run("aer", "--gold", gold, "--hypotheses", _folder.Of("own.align"), "-f", "json").Output).RootElement;
        Assert.Equal(aer.GetProperty("score").GetDouble(), root.GetProperty("runs")[0].GetProperty("aer").GetProperty("rate").GetDouble(), Rounding);
        Assert.Equal(20, root.GetProperty("lengths").EnumerateArray().Sum(bucket => bucket.GetProperty("sentences").GetInt32()));
        Assert.Equal((400, 30), (root.GetProperty("runs")[0].GetProperty("updates").GetInt32(), root.GetProperty("runs")[1].GetProperty("updates").GetInt32()));
        Assert.Equal((0, "", ""), (page.ExitCode, page.Output, page.Error));
        Assert.Contains("the baseline is run.", XDocument.Load(_folder.Of("page.html")).Root!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_without_attention_has_no_alignment_error_rate()
    {
        // Given
        string none = _folder.Of("none");
        var training = NmtProcess.Run(
            "train", "--config", run.Corpus.Config, "--run-dir", none, "--device", "cpu", "--quiet", "--set", "training.max_updates=20",
            "--set", "model.attention.type=none", "--set", $"data.test.source={run.FileOfCorpus("test.en")}", "--set", $"data.test.target={run.FileOfCorpus("test.de")}");
        Assert.True(training.ExitCode == 0, training.Error);
        string gold = _folder.Write("gold", string.Concat(run.Corpus.Lines("test.en").Select(_ => "0-0\n")));

        // When
        var result = NmtProcess.Run("compare", run.Path, none, "--device", "cpu", "--alignments", gold, "--samples", "10", "--format", "json");

        // Then
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        var runs = JsonDocument.Parse(result.Output).RootElement.GetProperty("runs");
        Assert.Equal(JsonValueKind.Object, runs[0].GetProperty("aer").ValueKind);
        Assert.Equal(JsonValueKind.Null, runs[1].GetProperty("aer").ValueKind);
        Assert.EndsWith("no attention", runs[1].GetProperty("model").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_that_cannot_be_compared_are_refused_before_anything_is_translated()
    {
        // Given
        string empty = Directory.CreateDirectory(_folder.Of("empty")).FullName;
        string untrained = run.CopyTo(_folder);
        Directory.Delete(Path.Combine(untrained, "checkpoints"), recursive: true);
        Directory.CreateDirectory(Path.Combine(untrained, "checkpoints"));

        // Then
        Expect(2, "folder not found: ./missing", run.Path, "./missing");
        Expect(2, $"expected two or more runs; got only {run.Path}", run.Path);
        Expect(3, $"{Path.Combine(empty, "config.yaml")}: missing; '{empty}' is not a complete run folder", run.Path, empty);
        Expect(
            3, $"{Path.Combine(untrained, "checkpoints")}: no complete checkpoint; '{untrained}' has not been trained far enough to translate", run.Path, untrained);
    }

    [Fact]
    public void Other_tokenizers_and_languages_are_refused_with_both_values()
    {
        // Given
        string other = run.CopyTo(_folder);
        string config = File.ReadAllText(Path.Combine(other, "config.yaml"));
        string Write(string text)
        {
            File.WriteAllText(Path.Combine(other, "config.yaml"), text);
            return other;
        }

        // Then
        Expect(
            2, $"training.validation.tokenize is char in {other}, but 13a in {run.Path}: their scores cannot be compared; choose one with --tokenize", run.Path,
            Write(config.Replace("tokenize: 13a", "tokenize: char", StringComparison.Ordinal)));
        Assert.Equal(0, NmtProcess.Run("compare", run.Path, other, "--tokenize", "char", "--device", "cpu", "--samples", "10").ExitCode);
        string languages = config.Replace("languages:\n    source: null\n    target: null", "languages:\n    source: en\n    target: TARGET", StringComparison.Ordinal);
        string german = _folder.Of("german");
        Directory.Move(other, german);
        File.WriteAllText(Path.Combine(german, "config.yaml"), languages.Replace("TARGET", "de", StringComparison.Ordinal));
        other = run.CopyTo(_folder);
        Expect(
            2, $"{other} translates en to fr, but {german} en to de (data.languages): only runs of one language pair can be compared", german,
            Write(languages.Replace("TARGET", "fr", StringComparison.Ordinal)));
    }

    private static void Expect(int code, string message, params string[] runs)
    {
        var result = NmtProcess.Run(["compare", .. runs, "--device", "cpu"]);
        Assert.Equal((code, "", $"nmt: {message}"), (result.ExitCode, result.Output, result.ErrorLines[0]));
    }

    private string Translated(string model, string name)
    {
        string path = _folder.Of(name);
        NmtProcess.Run("translate", "--model", model, "--device", "cpu", "--output", path, run.FileOfCorpus("test.en"));
        return path;
    }
}
