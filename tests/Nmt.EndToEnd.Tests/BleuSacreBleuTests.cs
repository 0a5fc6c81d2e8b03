using System.Text.Json;
using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests;

/// <summary>What <c>nmt bleu</c> prints, against what sacreBLEU's own command line printed.</summary>
public sealed class BleuSacreBleuTests : IDisposable
{
    private static readonly Dictionary<string, string> Flags = new()
    {
        ["tokenize"] = "-tok", ["smooth_method"] = "-s", ["smooth_value"] = "-sv", ["lowercase"] = "-lc",
    };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Json_is_sacrebleus_to_the_byte_under_all_of_its_options()
    {
        if (SharedData.Find("golden/metrics/bleu.jsonl") is not { } path)
        {
            return;
        }

        // Given: one case for each combination of options.
        var cases = File.ReadLines(path).Select(line => JsonDocument.Parse(line).RootElement)
            .Where(golden => golden.GetProperty("level").GetString() == "corpus" && !golden.TryGetProperty("api_only", out _))
            .DistinctBy(golden => golden.GetProperty("options").GetRawText() + golden.GetProperty("references").GetArrayLength())
            .ToList();
        Assert.NotEmpty(cases);

        Assert.All(cases, golden =>
        {
            // When
            var result = NmtProcess.Run(new NmtCall(Arguments(golden)).WithInput(Text(golden.GetProperty("hypotheses"))));

            // Then
            Assert.Equal(golden.GetProperty("expected").GetProperty("json_width1").GetString() + "\n", result.Output);
        });
    }

    private static string Text(JsonElement lines) => string.Concat(lines.EnumerateArray().Select(line => line.GetString() + "\n"));

    private string[] Arguments(JsonElement golden)
    {
        string[] references = [.. golden.GetProperty("references").EnumerateArray()
            .Select((lines, i) => _folder.Write($"ref{i}.txt", Text(lines)))];
        return ["bleu", .. references, .. golden.GetProperty("options").EnumerateObject().SelectMany(Option)];
    }

    private static string[] Option(JsonProperty option) => option.Value.ValueKind switch
    {
        JsonValueKind.True => [Flags[option.Name]],
        JsonValueKind.False => [],
        _ => [Flags[option.Name], option.Value.ToString()],
    };
}
