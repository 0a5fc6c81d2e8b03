using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using Nmt.Cli.Console;
using Nmt.Cli.Output;
using Nmt.Cli.Verbs.Attention;
using Nmt.Plots;
using Nmt.Search;
using Nmt.TestKit;
using Serilog;
using Spectre.Console;

namespace Nmt.Cli.Tests.Verbs.Attention;

/// <summary>What each format makes of the attention of a sentence.</summary>
public sealed class AttentionOutputTests : IDisposable
{
    private static readonly AttentionSelection Alignment = new(Site: null, Layer: null, Head: null);
    private static readonly AttentionPart All = new(Number: null);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Json_line_has_the_tokens_the_score_and_weights_that_read_back_as_the_same_floats()
    {
        // Given
        var attention = SomeAttention.Recurrent();

        // When
        var line = JsonLines(SomeAttention.View(Alignment), SomeAttention.Pair(attention, number: 4, rank: 2)).Single();

        // Then
        Assert.Equal((4, 2, "some", 300), (Int(line, "line"), Int(line, "rank"), line.GetProperty("model").GetString(), Int(line, "update")));
        Assert.Equal(("the cat", "chat", -0.5), (line.GetProperty("source").GetString(), line.GetProperty("target").GetString(), line.GetProperty("score").GetDouble()));
        Assert.Equal(["▁the", "▁c", "at", "</s>"], Strings(line.GetProperty("source_tokens")));
        Assert.Equal(["▁chat", "</s>"], Strings(line.GetProperty("target_tokens")));
        var shown = Assert.Single(line.GetProperty("attention").EnumerateArray());
        Assert.Equal(("cross", JsonValueKind.Null, JsonValueKind.Null), (shown.GetProperty("site").GetString(), shown.GetProperty("layer").ValueKind, shown.GetProperty("head").ValueKind));
        Assert.Equal(attention.Weights!.Cast<float>(), Weights(shown));
        Assert.Equal(2, shown.GetProperty("weights").GetArrayLength());
        Assert.False(line.TryGetProperty("source_words", out _));
    }

    [Fact]
    public void Json_line_has_every_chosen_layer_and_head()
    {
        // When
        var line = JsonLines(SomeAttention.View(new AttentionSelection(AttentionSite.DecoderSelf, All, All)), SomeAttention.Pair(SomeAttention.Transformer())).Single();

        // Then
        var shown = line.GetProperty("attention").EnumerateArray().ToList();
        Assert.Equal(
            ["decoder 1 1", "decoder 1 2", "decoder 1 3", "decoder 2 1", "decoder 2 2", "decoder 2 3"],
            shown.Select(map => $"{map.GetProperty("site")} {map.GetProperty("layer")} {map.GetProperty("head")}"));
        Assert.All(shown, map => Assert.Equal(4, Weights(map).Count));
    }

    [Fact]
    public void Json_line_of_words_names_the_tokens_of_each_word()
    {
        // When
        var line = JsonLines(SomeAttention.View(Alignment, mergesWords: true), SomeAttention.Pair(SomeAttention.Recurrent())).Single();

        // Then: "c" and "at" are one word, whose weights are summed.
        Assert.Equal(
            ["the 0 1", "cat 1 3", "</s> 3 4"],
            line.GetProperty("source_words").EnumerateArray().Select(word => $"{word.GetProperty("text")} {word.GetProperty("start")} {word.GetProperty("end")}"));
        Assert.Equal([0.1f, 0.85f, 0.05f], Weights(line.GetProperty("attention")[0]).Take(3), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void Weights_that_JSON_cannot_hold_are_null()
    {
        // Given
        var attention = SomeAttention.Recurrent();
        attention.Weights![0, 0] = float.NaN;

        // When
        var line = JsonLines(SomeAttention.View(Alignment), SomeAttention.Pair(attention)).Single();

        // Then
        Assert.Equal(JsonValueKind.Null, line.GetProperty("attention")[0].GetProperty("weights")[0][0].ValueKind);
    }

    [Fact]
    public void Text_is_plain_without_colours_and_has_a_blank_line_between_heatmaps()
    {
        // When
        string text = Text(ColorSystem.NoColors);

        // Then
        Assert.Equal(
            """
            Sentence 1: cross-attention, layer 1, mean of heads
            some, update 300; translation with score −0.50

                 the  cat  </s>
            chat ░ 12 ░ 24 ░ 12
            </s> ░ 12 ░ 24 ░ 12

            Sentence 1: cross-attention, layer 2, mean of heads
            some, update 300; translation with score −0.50

                 the  cat  </s>
            chat ░ 22 ▒ 44 ░ 22
            </s> ░ 22 ▒ 44 ░ 22

            """.ReplaceLineEndings("\n"), text);
    }

    [Theory]
    [InlineData(ColorSystem.TrueColor, "48;2;")]
    [InlineData(ColorSystem.EightBit, "48;5;")]
    public void Text_has_the_colours_of_the_terminal(ColorSystem colours, string expected)
    {
        // When
        string text = Text(colours);

        // Then
        Assert.Contains(expected, text, StringComparison.Ordinal);
        Assert.DoesNotContain("░", text, StringComparison.Ordinal);
        Assert.Equal(Text(ColorSystem.NoColors).Split('\n').Length, text.Split('\n').Length);
    }

    [Fact]
    public void Folder_has_a_picture_of_every_chosen_head_and_one_entry_per_sentence()
    {
        // Given
        string path = _folder.Of("plots");
        using var log = new LoggerConfiguration().CreateLogger();
        using var folder = new HeatmapFolder(path, SomeAttention.View(new AttentionSelection(AttentionSite.EncoderSelf, new AttentionPart(2), All)), scale: null, log);

        // When
        folder.Write(SomeAttention.Model, SomeAttention.Pair(SomeAttention.Transformer(), number: 12));
        string message = folder.Complete();

        // Then
        Assert.Equal($"3 heatmaps: {Path.Combine(path, "index.html")}", message);
        string[] names = ["sentence-0012-encoder-l2-h1.svg", "sentence-0012-encoder-l2-h2.svg", "sentence-0012-encoder-l2-h3.svg"];
        Assert.Equal(["index.html", .. names], Directory.GetFiles(path).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal));
        var index = XDocument.Load(Path.Combine(path, "index.html"));
        Assert.Equal(names, index.Descendants().Where(element => element.Name.LocalName == "a").Select(link => (string)link.Attribute("href")!));
        Assert.Single(index.Descendants(), element => element.Name.LocalName == "li");
        Assert.Contains("Attention of sentence 12: encoder self-attention, layer 2, head 3", index.Root!.Value, StringComparison.Ordinal);
        // Self-attention has the source on both axes.
        string svg = XDocument.Load(Path.Combine(path, names[0])).Root!.Value;
        string[] labels = [.. XDocument.Load(Path.Combine(path, names[0])).Descendants().Where(element => element.Name.LocalName == "text").Select(text => text.Value)];
        Assert.Equal(2, labels.Count(label => label == "␣the"));
        Assert.DoesNotContain("␣chat", labels);
        Assert.Contains("attended source →", svg, StringComparison.Ordinal);
        Assert.Contains("← source", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void An_input_with_the_name_of_a_heatmap_counts_among_the_files_of_the_folder()
    {
        // Given
        string[] inputs = ["plots/sentence-0001-cross-l1-h2.svg", "plots/sentence-0007-2-encoder-l3-mean.png", "sentences.txt", "sentence-1.txt"];

        // When
        var files = HeatmapFolder.Files("plots", sentences: 1, translations: 2, "svg", inputs);

        // Then
        Assert.Equal(
            ["plots/sentence-0001.svg", "plots/sentence-0001-2.svg", "plots/sentence-0001-cross-l1-h2.svg", "plots/sentence-0007-2-encoder-l3-mean.png", "plots/index.html"],
            files);
    }

    [Fact]
    public void Page_has_all_heads_but_the_only_one_of_a_recurrent_model_once()
    {
        // Given: two runs of the same name.
        string path = _folder.Of("page.html");
        using (var page = new InteractiveAttention(path, Alignment, SourceDirection.Auto))
        {
            // When
            page.Write(SomeAttention.Model, SomeAttention.Pair(SomeAttention.Transformer()));
            page.Write(SomeAttention.Model with { Run = "old/some" }, SomeAttention.Pair(SomeAttention.Recurrent()));
            Assert.Matches(@"^2 translations, \d+ kB: .*page\.html$", page.Complete());
        }

        // Then
        string text = XDocument.Load(path).Descendants().Single(element => (string?)element.Attribute("id") == "data").Value;
        var systems = JsonDocument.Parse(text).RootElement.GetProperty("systems").EnumerateArray().ToList();
        Assert.Equal(["some", "old/some"], systems.Select(system => system.GetProperty("name").GetString()!));
        Assert.Equal([1 + (3 * 2 * 3), 1], systems.Select(system => system.GetProperty("maps").GetArrayLength()));
    }

    [Fact]
    public void Page_that_fails_leaves_no_file()
    {
        // Given
        string path = _folder.Of("page.html");

        // When
        using (var page = new InteractiveAttention(path, new AttentionSelection(Site: null, new AttentionPart(9), Head: null), SourceDirection.Auto))
        {
            Assert.Throws<UsageException>(() => page.Write(SomeAttention.Model, SomeAttention.Pair(SomeAttention.Recurrent())));
        }

        // Then
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    private static List<JsonElement> JsonLines(AttentionView view, PlottedPair pair)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        using (var writer = new AttentionLinesWriter(ResultFile.Open(path: null, output), path: null, view))
        {
            writer.Write(SomeAttention.Model, pair);
            Assert.Null(writer.Complete());
        }

        return [.. output.ToString().TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement)];
    }

    private static string Text(ColorSystem colours)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        var selection = new AttentionSelection(Site: null, All, Head: null);
        using var writer = new TextHeatmapWriter(ResultFile.Open(path: null, output), SomeAttention.View(selection, mergesWords: true), columns: 80, colours);
        writer.Write(SomeAttention.Model, SomeAttention.Pair(SomeAttention.Transformer()));
        writer.Complete();
        return output.ToString();
    }

    private static List<float> Weights(JsonElement shown) => [.. shown.GetProperty("weights").EnumerateArray().SelectMany(row => row.EnumerateArray())
        .Select(weight => float.Parse(weight.GetRawText(), CultureInfo.InvariantCulture))];

    private static IEnumerable<string> Strings(JsonElement array) => array.EnumerateArray().Select(item => item.GetString()!);

    private static int Int(JsonElement element, string name) => element.GetProperty(name).GetInt32();
}
