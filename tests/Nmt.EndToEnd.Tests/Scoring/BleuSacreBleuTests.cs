using System.Text.Json;
using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests.Scoring;

/// <summary>Compares the output of <c>nmt bleu</c> with recorded output of sacreBLEU's command line.</summary>
public sealed class BleuSacreBleuTests : IDisposable
{
    private static readonly Dictionary<string, string> Flags = new()
    {
        ["tokenize"] = "-tok", ["smooth_method"] = "-s", ["smooth_value"] = "-sv", ["lowercase"] = "-lc",
    };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("bleu")]
    [InlineData("chrf")]
    [InlineData("ter")]
    public void Json_is_byte_identical_to_sacrebleus_with_all_options(string metric)
    {
        if (SharedData.Find($"golden/metrics/{metric}.jsonl") is not { } path)
        {
            return;
        }

        // Given: one case per combination of options.
        var cases = File.ReadLines(path).Select(line => JsonDocument.Parse(line).RootElement)
            .Where(golden => golden.GetProperty("level").GetString() == "corpus" && !golden.TryGetProperty("api_only", out _))
            // A reference without any text is refused here, where sacreBLEU scores 0.
            .Where(golden => golden.GetProperty("references").EnumerateArray().SelectMany(lines => lines.EnumerateArray()).Any(HasText))
            .DistinctBy(golden => golden.GetProperty("options").GetRawText() + golden.GetProperty("references").GetArrayLength())
            .ToList();
        Assert.NotEmpty(cases);

        Assert.All(cases, golden =>
        {
            // When: in a file, because on standard input a tab separates systems.
            string hypotheses = _folder.Write("hypotheses.txt", Text(golden.GetProperty("hypotheses")));
            var result = NmtProcess.Run(new NmtCall([.. Arguments(golden), "-i", hypotheses, "-m", metric]));

            // Then
            Assert.Equal(golden.GetProperty("expected").GetProperty("json_width1").GetString() + "\n", result.Output);
        });
    }

    [Fact]
    public void Paired_tests_have_sacrebleus_numbers()
    {
        if (SharedData.Find("golden/metrics/significance.jsonl") is not { } path)
        {
            return;
        }

        // The interval of a randomization test has a fixed number of resamples on the command line: no case has that one.
        var cases = File.ReadLines(path).Select(line => JsonDocument.Parse(line).RootElement)
            .Where(golden => golden.GetProperty("n_ar_confidence").GetInt32() < 0).ToList();
        Assert.NotEmpty(cases);
        Assert.All(cases, golden =>
        {
            // When
            var result = NmtProcess.Run(new NmtCall(PairedArguments(golden))
            {
                Environment = new Dictionary<string, string> { ["SACREBLEU_SEED"] = golden.GetProperty("seed").ToString() },
            });

            // Then
            var systems = JsonDocument.Parse(result.Output).RootElement;
            foreach (var metric in golden.GetProperty("expected").GetProperty("metrics").EnumerateObject())
            {
                foreach (var (expected, i) in metric.Value.GetProperty("results").EnumerateArray().Select((entry, i) => (entry, i)))
                {
                    var actual = systems[i].GetProperty(metric.Name);
                    Assert.Equal(Number(expected, "score")!.Value, Number(actual, "score")!.Value, 1e-9);
                    Assert.Equal(Number(expected, "p_value"), Number(actual, "p_value"));
                    Assert.Equal(Number(expected, "mean") ?? -1, Number(actual, "mean") ?? -1, 1e-5);
                    Assert.Equal(Number(expected, "ci") ?? -1, Number(actual, "ci") ?? -1, 1e-5);
                }
            }
        });
    }

    [Fact]
    public void Confidence_intervals_are_sacrebleus_in_text()
    {
        if (SharedData.Find("golden/metrics/confidence.jsonl") is not { } path)
        {
            return;
        }

        Assert.All(File.ReadLines(path).Select(line => JsonDocument.Parse(line).RootElement), golden =>
        {
            string[] flags =
                ["-m", golden.GetProperty("metric").GetString()!, "-f", "text", "-w", "2", "-ci", "-cin", golden.GetProperty("n_bootstrap").ToString()];

            // When
            var result = NmtProcess.Run(new NmtCall([.. Arguments(golden), .. flags])
            {
                Environment = new Dictionary<string, string> { ["SACREBLEU_SEED"] = golden.GetProperty("seed").ToString() },
            }.WithInput(Text(golden.GetProperty("hypotheses"))));

            // Then
            Assert.Equal(golden.GetProperty("expected").GetProperty("text").GetString() + "\n", result.Output);
        });
    }

    private static double? Number(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    private static bool HasText(JsonElement line) => !string.IsNullOrWhiteSpace(line.GetString());

    private string[] PairedArguments(JsonElement golden)
    {
        bool isBootstrap = golden.GetProperty("test").GetString() == "paired_bootstrap";
        string samples = golden.GetProperty("n_samples").ToString();
        var metrics = golden.GetProperty("metrics").EnumerateArray().ToList();
        return
        [
            "bleu", .. References(golden), "-i",
            .. golden.GetProperty("systems").EnumerateArray().Select((system, i) => _folder.Write($"system{i}.txt", Text(system.GetProperty("hypotheses")))),
            "-m", .. metrics.Select(metric => metric.GetProperty("metric").GetString()!),
            .. metrics.SelectMany(metric => metric.GetProperty("options").EnumerateObject()
                .SelectMany(option => Option(option, metric.GetProperty("metric").GetString()!))),
            .. isBootstrap ? ["--paired-bs", "--paired-bs-n", samples] : new[] { "--paired-ar", "--paired-ar-n", samples },
        ];
    }

    private static string Text(JsonElement lines) => string.Concat(lines.EnumerateArray().Select(line => line.GetString() + "\n"));

    private string[] Arguments(JsonElement golden)
    {
        return ["bleu", .. References(golden), .. golden.GetProperty("options").EnumerateObject()
            .SelectMany(option => Option(option, golden.GetProperty("metric").GetString()!))];
    }

    private string[] References(JsonElement golden) =>
        [.. golden.GetProperty("references").EnumerateArray().Select((lines, i) => _folder.Write($"ref{i}.txt", Text(lines)))];

    private static string[] Option(JsonProperty option, string metric) => option.Value.ValueKind switch
    {
        JsonValueKind.True => [Flag(option.Name, metric)],
        JsonValueKind.False => [],
        _ => [Flag(option.Name, metric), option.Value.ToString()],
    };

    private static string Flag(string option, string metric) => metric switch
    {
        "bleu" => Flags[option],
        _ => $"--{metric}-{option.Replace('_', '-')}",
    };
}
