using System.Text.Json;
using System.Xml.Linq;
using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests;

/// <summary>Text that the subword model does not know, wherever subwords are shown.</summary>
[Collection(TrainedRunCollection.Name)]
public sealed class PlotUnknownTests(TrainedRun run) : IDisposable
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";
    private static readonly XNamespace Html = "http://www.w3.org/1999/xhtml";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Unknown_words_of_both_sides_are_shown_as_they_are_and_marked()
    {
        // Given: Arabic, Chinese, a symbol, a ligature and a unit that normalization changes, and XML.
        string source = _folder.Write("source.txt", "أرى قطة 日本 ☃.\none <b>\uFB01ve</b>, ㌔ €\n");
        string target = _folder.Write("target.txt", "猫 eins\n☃ <fünf>\n");

        // When
        Plot(run.Path, "--source", source, "--target", target, "--words");

        // Then
        Assert.Equal(["أرى", "قطة", "日本", "☃.", "猫"], Marked(1));
        Assert.Contains("㌔", Marked(2));
        Assert.Contains("☃", Marked(2));
        Assert.DoesNotContain(Labels(1).Concat(Labels(2)), label => label.Contains("<unk>", StringComparison.Ordinal));
        Assert.Contains("猫", Picture(1).Root!.Element(Svg + "desc")!.Value, StringComparison.Ordinal);
        var label = Picture(1).Descendants(Svg + "text").Single(text => OwnText(text) == "日本");
        Assert.Equal("日本: unknown to the model", label.Element(Svg + "title")!.Value);
        Assert.Contains(Picture(1).Descendants(Svg + "rect").Elements(Svg + "title"), title => title.Value.StartsWith("\u2068日本\u2069 (unknown) → ", StringComparison.Ordinal));
        var index = XDocument.Load(_folder.Of("plots/index.html"));
        var unknown = index.Descendants(Html + "dd").Where(text => text.Attribute("class")?.Value == "unknown").ToList();
        Assert.Equal(["أرى", "قطة", "日本", "☃"], unknown[0].Elements(Html + "bdi").Select(text => text.Value.TrimEnd('.')));
        Assert.Contains("猫", unknown[1].Elements(Html + "bdi").Select(text => text.Value));
    }

    [Fact]
    public void Unknown_subwords_are_marked_one_by_one()
    {
        // When
        Plot(run.Path, "--source-text", "one日本two e\u0301");

        // Then: a mark that is a subword of its own gets a circle.
        Assert.Contains("日本", Marked(1));
        Assert.DoesNotContain("<unk>", Labels(1));
        Assert.All(Labels(1), text => Assert.False(char.GetUnicodeCategory(text[0]) == System.Globalization.UnicodeCategory.NonSpacingMark, text));
    }

    [Fact]
    public void Json_lines_name_unknown_text()
    {
        // When
        var translated = Json(run.Translate("one 日本 two ☃\none two\n", "--format", "jsonl", "--alignment", "soft", "--alignment-level", "subword"));
        var scored = Json(NmtProcess.Run(new NmtCall(
            "score", "--model", run.Path, "--device", "cpu", "--input-format", "jsonl", "--format", "jsonl").WithInput(
            """{"source": "one 日本", "target": "eins 猫"}""" + "\n")));

        // Then: the positions are those of the attention's columns and of the tokens.
        Assert.Equal(["日本", "☃"], Unknown(translated[0], "source").Select(token => token.Text));
        Assert.All(Unknown(translated[0], "source"), token => Assert.InRange(token.Position, 0, translated[0].GetProperty("attention")[0].GetArrayLength() - 1));
        Assert.Empty(Unknown(translated[0], "target"));
        Assert.False(translated[1].TryGetProperty("unknown_tokens", out _));
        Assert.Equal(["日本"], Unknown(scored[0], "source").Select(token => token.Text));
        var (position, text) = Unknown(scored[0], "target").Single();
        Assert.Equal(("猫", "<unk>"), (text, scored[0].GetProperty("tokens")[position].GetString()));
    }

    [Fact]
    public void Report_of_training_shows_unknown_words_of_the_samples()
    {
        // Given
        var corpus = new TinyCorpus(_folder, pairs: 200);
        _folder.Write("valid.en", "one ☃ two\n");
        _folder.Write("valid.de", "zwei eins\n");

        // When
        var training = NmtProcess.Run("train", "--config", corpus.Config, "--run-dir", _folder.Of("run"), "--device", "cpu",
            "--set", "training.max_updates=20", "--set", "training.validation.samples=1");

        // Then
        Assert.True(training.ExitCode == 0, training.Error);
        var report = XDocument.Load(_folder.Of("run/report.html"));
        Assert.Contains(report.Descendants(Svg + "text"), text => OwnText(text) == "☃" && text.Attribute("font-style")?.Value == "italic");
        Assert.DoesNotContain(report.Descendants(Svg + "text"), text => OwnText(text).Contains("unk>", StringComparison.Ordinal));
    }

    [Fact]
    public void Bytes_are_named_by_their_character_and_words_spelled_from_them()
    {
        // Given
        var corpus = new TinyCorpus(_folder, pairs: 200);
        var training = NmtProcess.Run("train", "--config", corpus.Config, "--run-dir", _folder.Of("run"), "--device", "cpu",
            "--set", "training.max_updates=20", "--set", "subwords.byte_fallback=true", "--set", "subwords.vocabulary_size=300");
        Assert.True(training.ExitCode == 0, training.Error);
        string target = _folder.Write("target.txt", "猫 eins\n");

        // When
        Plot(_folder.Of("run"), "--source-text", "one 天", "--target", target);
        string[] subwords = [.. Labels(1)];
        Plot(_folder.Of("run"), "--source-text", "one 天", "--target", target, "--words");

        // Then
        Assert.Subset(subwords.ToHashSet(), new HashSet<string> { "天(1/3)", "天(2/3)", "天(3/3)", "猫(1/3)", "猫(2/3)", "猫(3/3)" });
        Assert.Subset(Labels(1).ToHashSet(), new HashSet<string> { "one", "天", "</s>", "猫", "eins" });
        Assert.DoesNotContain(subwords.Concat(Labels(1)), label => label.Contains("<0x", StringComparison.Ordinal));
    }

    [Fact]
    public void Whole_word_models_show_and_align_unknown_words_by_themselves()
    {
        // Given
        var corpus = new TinyCorpus(_folder, pairs: 200);
        var training = NmtProcess.Run("train", "--config", corpus.Config, "--run-dir", _folder.Of("run"), "--device", "cpu",
            "--set", "training.max_updates=20", "--set", "subwords.type=word", "--set", "subwords.vocabulary_size=16");
        Assert.True(training.ExitCode == 0, training.Error);
        string target = _folder.Write("target.txt", "zwei Brünn eins\n");

        // When
        Plot(_folder.Of("run"), "--source-text", "one Brno two", "--target", target, "--words");
        var soft = Json(NmtProcess.Run(new NmtCall(
            "score", "--model", _folder.Of("run"), "--device", "cpu", "--input-format", "jsonl", "--format", "jsonl", "--alignment", "soft").WithInput(
            """{"source": "one Brno two", "target": "zwei Brünn eins"}""" + "\n")))[0].GetProperty("attention");

        // Then
        Assert.Equal(["one", "Brno", "two", "</s>", "zwei", "Brünn", "eins", "</s>"], Labels(1).Where(label => !Captions.Contains(label) && !label.Contains(", update ", StringComparison.Ordinal)));
        Assert.Equal(["Brno", "Brünn"], Marked(1));
        Assert.Equal((3, 3), (soft.GetArrayLength(), soft[0].GetArrayLength()));
    }

    [Fact]
    public void Replaced_unknown_words_are_shown_by_their_replacement()
    {
        // Given: a model that has not learned anything generates its unknown subword now and then; what it was replaced by is a word of the source.
        string copy = run.CopyTo(_folder);
        string config = File.ReadAllText(Path.Combine(copy, "config.yaml"));
        File.WriteAllText(Path.Combine(copy, "config.yaml"), config.Replace("replace_unknown: false", "replace_unknown: true", StringComparison.Ordinal));

        // When
        Plot(copy, "--source-text", "one 日本 two", "--words");

        // Then
        Assert.DoesNotContain(Labels(1), label => label.Contains("<unk>", StringComparison.Ordinal));
    }

    private static readonly string[] Captions = ["Sentence 1", "source →", "← target", "attention weight", "0", "0.5", "1", "slanted: unknown to the model"];

    private void Plot(string model, params string[] arguments)
    {
        var result = NmtProcess.Run(["plot-attention", "--model", model, "--device", "cpu", "--output", _folder.Of("plots"), .. arguments]);
        Assert.True(result.ExitCode == 0, result.Error);
    }

    private XDocument Picture(int number) => XDocument.Load(_folder.Of($"plots/sentence-{number:D4}.svg"));

    private IReadOnlyList<string> Labels(int number) => [.. Picture(number).Descendants(Svg + "text").Select(OwnText)];

    private IReadOnlyList<string> Marked(int number) =>
        [.. Picture(number).Descendants(Svg + "text").Where(text => text.Attribute("font-style") is not null).Select(OwnText).Except(Captions)];

    private static string OwnText(XElement text) => string.Concat(text.Nodes().OfType<XText>().Select(node => node.Value));

    private static JsonElement[] Json(NmtResult result)
    {
        Assert.True(result.ExitCode == 0, result.Error);
        return [.. result.OutputLines.Select(line => JsonDocument.Parse(line).RootElement)];
    }

    private static (int Position, string Text)[] Unknown(JsonElement line, string side) =>
        [.. line.GetProperty("unknown_tokens").GetProperty(side).EnumerateArray().Select(token =>
            (token.GetProperty("position").GetInt32(), token.GetProperty("text").GetString()!))];
}
