using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Nmt.Plots.Interactive;

namespace Nmt.Plots.Tests.Interactive;

public sealed partial class AttentionPageTests
{
    private static readonly XNamespace Html = "http://www.w3.org/1999/xhtml";

    [Fact]
    public void Weights_are_kept_in_bytes_for_every_site_layer_and_head()
    {
        // Given
        var random = new Random(3);
        AttentionPageMap[] maps =
        [
            new(new PageMapKey(PageSite.Cross, 0, 0), Weights(random, 2, 3)), new(new PageMapKey(PageSite.Encoder, 1, 1), Weights(random, 3, 3)),
            new(new PageMapKey(PageSite.Encoder, 1, 2), Weights(random, 3, 3)), new(new PageMapKey(PageSite.Decoder, 2, 1), Weights(random, 2, 2)),
        ];

        // When
        var system = Data(Page(System("run", Sentence(["▁a", "▁b", "</s>"], ["▁x", "</s>"], maps)))).GetProperty("systems")[0];

        // Then
        Assert.Equal(["""["cross",0,0]""", """["encoder",1,1]""", """["encoder",1,2]""", """["decoder",2,1]"""],
            system.GetProperty("maps").EnumerateArray().Select(map => map.GetRawText()));
        byte[] expected = [.. maps.SelectMany(map => map.Weights.Cast<float>()).Select(weight => (byte)MathF.Round(255 * weight))];
        Assert.Equal(expected, Unpack(system.GetProperty("sentences")[0].GetProperty("weights").GetString()!));
    }

    [Fact]
    public void Tokens_words_directions_and_unknown_text_are_in_the_data()
    {
        // Given
        AttentionToken[] source = [new("▁הו"), new("א"), new("▁猫") { Unknown = "猫" }, AttentionToken.FromPiece("</s>")];
        var sentence = Sentence(["▁a"], ["▁b"], []) with
        {
            Number = 7, Rank = 2, IsGiven = true, Score = -1.23456, SourceTokens = source, Source = "הוא 猫", Maps = [],
        };

        // When
        var data = Data(Page(System("run", sentence))).GetProperty("systems")[0].GetProperty("sentences")[0];

        // Then
        Assert.Equal((7, 2, true, -1.2346), (Int(data, "number"), Int(data, "rank"), data.GetProperty("given").GetBoolean(), data.GetProperty("score").GetDouble()));
        var side = data.GetProperty("sourceSide");
        Assert.True(side.GetProperty("rtl").GetBoolean());
        Assert.False(data.GetProperty("targetSide").GetProperty("rtl").GetBoolean());
        Assert.Equal(["␣הו", "א", "␣猫", "</s>"], side.GetProperty("tokens").EnumerateArray().Select(token => token.GetString()!));
        Assert.Equal(["הוא 0 2", "猫 2 3", "</s> 3 4"], side.GetProperty("words").EnumerateArray().Select(word => $"{word[0]} {word[1]} {word[2]}"));
        Assert.Equal([2], side.GetProperty("unknown").EnumerateArray().Select(index => index.GetInt32()));
    }

    [Fact]
    public void Hostile_text_is_data_and_neither_markup_nor_script()
    {
        // Given
        string[] hostile = ["</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<!-- <script>", "\"'&amp;", "]]>", "\u2028\u0000\uD800"];
        var sentence = Sentence(hostile, hostile, []) with { Source = string.Concat(hostile), Target = string.Concat(hostile), Maps = [] };
        var plain = XDocument.Parse(Page(System("run", Sentence(["a"], ["b"], []))));

        // When
        string page = Page(System(hostile[0], sentence), title: hostile[0]);

        // Then: the same elements as a page of plain text, and the data comes back.
        var document = XDocument.Parse(page);
        Assert.Equal(plain.Descendants().Select(element => element.Name.LocalName), document.Descendants().Select(element => element.Name.LocalName));
        Assert.Equal(hostile[0], document.Descendants(Html + "h1").Single().Value);
        string block = DataBlock().Match(page).Groups[1].Value;
        Assert.DoesNotContain(block, character => character is '<' or '>' or '&');
        Assert.StartsWith(hostile[0] + hostile[1], Data(page).GetProperty("systems")[0].GetProperty("sentences")[0].GetProperty("source").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Policy_allows_only_the_script_and_style_of_the_page()
    {
        // When
        string page = Page(System("run", Sentence(["a"], ["b"], [])));

        // Then
        string policy = (string)XDocument.Parse(page).Descendants(Html + "meta").Single(meta => meta.Attribute("http-equiv") is not null).Attribute("content")!;
        string script = ScriptBlock().Match(page).Groups[1].Value;
        string style = StyleBlock().Match(page).Groups[1].Value;
        Assert.Equal(
            $"default-src 'none'; script-src 'sha256-{Hash(script)}'; style-src 'sha256-{Hash(style)}'; base-uri 'none'; form-action 'none'", policy);
        // Nothing else in the page could load or run anything.
        Assert.DoesNotContain("innerHTML", script, StringComparison.Ordinal);
        Assert.DoesNotContain("http://", script + style, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", script + style, StringComparison.Ordinal);
        Assert.DoesNotContain(XDocument.Parse(page).Descendants(), element => element.Name.LocalName is "link" or "img" or "iframe"
            || element.Attributes().Any(attribute => attribute.Name.LocalName is "src" or "href" or "style" || attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal)));
    }

    [Fact]
    public void Script_finds_every_element_that_it_asks_for()
    {
        // When
        string page = Page(System("run", Sentence(["a"], ["b"], [])));

        // Then
        var ids = XDocument.Parse(page).Descendants().Attributes("id").Select(id => id.Value).ToHashSet();
        var asked = AskedId().Matches(page).Select(match => match.Groups[1].Value).Distinct().ToList();
        Assert.NotEmpty(asked);
        Assert.All(asked, id => Assert.Contains(id, ids));
    }

    [Fact]
    public void A_thousand_sentences_of_one_head_stay_below_two_megabytes()
    {
        // Given
        var random = new Random(1);
        string[] tokens = [.. Enumerable.Range(0, 25).Select(i => $"▁word{i}")];
        var system = new AttentionPageSystem("run", "");
        for (int i = 1; i <= 1000; i++)
        {
            system.Add(Sentence(tokens, tokens, [new AttentionPageMap(new PageMapKey(PageSite.Cross, 0, 0), Weights(random, 25, 25))]) with { Number = i });
        }

        // When
        string page = Page(system);

        // Then
        Assert.InRange(Encoding.UTF8.GetByteCount(page), 500_000, 3_000_000);
    }

    [Fact]
    public void Other_maps_or_shapes_than_those_of_the_sentences_before_are_rejected()
    {
        // Given
        var system = System("run", Sentence(["a"], ["b"], [new AttentionPageMap(new PageMapKey(PageSite.Cross, 0, 0), new float[1, 1])]));

        // Then
        Assert.Throws<ArgumentException>(() => system.Add(Sentence(["a"], ["b"], [])));
        Assert.Throws<ArgumentException>(() => system.Add(Sentence(["a", "c"], ["b"], [new AttentionPageMap(new PageMapKey(PageSite.Cross, 0, 0), new float[1, 1])])));
    }

    private static AttentionPageSentence Sentence(string[] source, string[] target, AttentionPageMap[] maps) => new(1, string.Concat(source), string.Concat(target))
    {
        SourceTokens = [.. source.Select(AttentionToken.FromPiece)], TargetTokens = [.. target.Select(AttentionToken.FromPiece)], Maps = maps,
    };

    private static AttentionPageSystem System(string name, AttentionPageSentence sentence)
    {
        var system = new AttentionPageSystem(name, "update 1");
        system.Add(sentence);
        return system;
    }

    private static string Page(AttentionPageSystem system, string title = "Attention")
    {
        var page = new AttentionPage();
        page.Add(system);
        using var text = new StringWriter { NewLine = "\n" };
        page.Write(title, text);
        return text.ToString();
    }

    private static JsonElement Data(string page) => JsonDocument.Parse(DataBlock().Match(page).Groups[1].Value).RootElement;

    private static byte[] Unpack(string base64)
    {
        using var deflate = new DeflateStream(new MemoryStream(Convert.FromBase64String(base64)), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        deflate.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static float[,] Weights(Random random, int rows, int columns)
    {
        float[,] weights = new float[rows, columns];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                weights[row, column] = random.NextSingle();
            }
        }

        return weights;
    }

    private static int Int(JsonElement element, string name) => element.GetProperty(name).GetInt32();

    private static string Hash(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    [GeneratedRegex("""<script type="application/json" id="data">(.*?)</script>""", RegexOptions.Singleline)]
    private static partial Regex DataBlock();

    [GeneratedRegex("<script>(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex ScriptBlock();

    [GeneratedRegex("<style>(.*?)</style>", RegexOptions.Singleline)]
    private static partial Regex StyleBlock();

    [GeneratedRegex(@"(?:find|getElementById)\('(\w+)'\)")]
    private static partial Regex AskedId();
}
