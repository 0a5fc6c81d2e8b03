using System.IO.Compression;
using System.Text.Json;
using Nmt.Metrics.Bleu;
using Nmt.Metrics.Chrf;
using Nmt.Metrics.Statistics;
using Nmt.Metrics.Ter;
using Nmt.TestKit;

namespace Nmt.Metrics.Tests;

/// <summary>One recorded case: what sacreBLEU 2.6.0 computed for some segments and options.</summary>
internal sealed record SacreBleuCase(string Id, string Metric, string Level, JsonElement Root)
{
    public JsonElement Expected => Root.GetProperty("expected");

    public IReadOnlyList<string> Hypotheses => [.. Root.GetProperty("hypotheses").EnumerateArray().Select(line => line.GetString()!)];

    public IReadOnlyList<IReadOnlyList<string?>> ReferenceStreams =>
        [.. Root.GetProperty("references").EnumerateArray().Select(stream =>
            (string?[])[.. stream.EnumerateArray().Select(line => line.GetString())])];

    public BleuOptions BleuOptions
    {
        get
        {
            Assert.True(BleuOptionNames.TryParse(Option("tokenize")?.GetString() ?? "13a", out BleuTokenizer tokenizer));
            Assert.True(BleuOptionNames.TryParse(Option("smooth_method")?.GetString() ?? "exp", out BleuSmoothing smoothing));
            return new BleuOptions
            {
                Tokenizer = tokenizer,
                Smoothing = smoothing,
                SmoothValue = Option("smooth_value") is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : null,
                Lowercase = Option("lowercase")?.GetBoolean() ?? false,
                EffectiveOrder = Option("effective_order")?.GetBoolean() ?? false,
                MaxNgramOrder = Option("max_ngram_order")?.GetInt32() ?? 4,
            };
        }
    }

    public ChrfOptions ChrfOptions => new()
    {
        CharOrder = Option("char_order")?.GetInt32() ?? 6,
        WordOrder = Option("word_order")?.GetInt32() ?? 0,
        Beta = Option("beta")?.GetInt32() ?? 2,
        Lowercase = Option("lowercase")?.GetBoolean() ?? false,
        Whitespace = Option("whitespace")?.GetBoolean() ?? false,
        EpsSmoothing = Option("eps_smoothing")?.GetBoolean() ?? false,
    };

    public TerOptions TerOptions => new()
    {
        Normalized = Option("normalized")?.GetBoolean() ?? false,
        NoPunctuation = Option("no_punct")?.GetBoolean() ?? false,
        AsianSupport = Option("asian_support")?.GetBoolean() ?? false,
        CaseSensitive = Option("case_sensitive")?.GetBoolean() ?? false,
    };

    /// <summary>Creates the metric with the case's options.</summary>
    public IMetric CreateMetric() => Metric switch
    {
        "bleu" => new BleuMetric(BleuOptions),
        "chrf" => new ChrfMetric(ChrfOptions),
        "ter" => new TerMetric(TerOptions),
        _ => throw new InvalidOperationException($"{Id}: unknown metric {Metric}"),
    };

    /// <summary>Reads the cases of a file, for all metrics when null; returns null if the recorded data is missing.</summary>
    public static IReadOnlyList<SacreBleuCase>? Read(string file, string? metric, string level)
    {
        if (SharedData.Find($"golden/metrics/{file}") is not { } path)
        {
            return null;
        }

        using Stream bytes = File.OpenRead(path);
        using var plain = file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(bytes, CompressionMode.Decompress) : bytes;
        using var reader = new StreamReader(plain);
        var cases = new List<SacreBleuCase>();
        while (reader.ReadLine() is { } line)
        {
            var root = JsonDocument.Parse(line).RootElement;
            string Text(string key) => root.GetProperty(key).GetString()!;
            string? named = root.TryGetProperty("metric", out var name) ? name.GetString() : null;
            if ((metric is null || named == metric) && Text("level") == level)
            {
                cases.Add(new SacreBleuCase(Text("id"), named ?? "", level, root));
            }
        }

        Assert.NotEmpty(cases);
        return cases;
    }

    public IReadOnlyList<string?> ReferencesOf(int segment) => [.. ReferenceStreams.Select(stream => stream[segment])];

    /// <summary>Counts the hypotheses against the case's references, segment by segment.</summary>
    public CorpusStatistics Count(IMetric metric, IReadOnlyList<string> hypotheses)
    {
        var streams = ReferenceStreams;
        var segments = hypotheses.Select((line, i) => new Segment(line, [.. streams.Select(stream => stream[i])]));
        return new MetricAccumulator([metric], keepsSegments: true).Count(segments)[0];
    }

    /// <summary>Compares the fields that all metrics share.</summary>
    public void CheckText(JsonElement expected, string text, MetricSignature signature, string? shortText, string? json)
    {
        Check("text", text);
        Check("signature", signature.ToString());
        Check("signature_short", signature.ToShortString());
        Check("text_width1", shortText);
        Check("json_width1", json);

        void Check(string field, string? actual)
        {
            if (actual is not null && expected.TryGetProperty(field, out var value))
            {
                Assert.True(value.GetString() == actual, $"{Id} {field}\nexpected: {value.GetString()}\nactual:   {actual}");
            }
        }
    }

    public void CheckNumber(string field, double expected, double actual, double tolerance = 1e-9) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance, $"{Id} {field}: expected {expected:R}; got {actual:R}");

    public void CheckNumbers(string field, JsonElement expected, IReadOnlyList<double> actual)
    {
        Assert.True(expected.GetArrayLength() == actual.Count, $"{Id} {field}: expected {expected}; got {string.Join(", ", actual)}");
        for (int i = 0; i < actual.Count; i++)
        {
            CheckNumber($"{field}[{i}]", expected[i].GetDouble(), actual[i]);
        }
    }

    private JsonElement? Option(string name) => Root.GetProperty("options").TryGetProperty(name, out var value) ? value : null;
}
