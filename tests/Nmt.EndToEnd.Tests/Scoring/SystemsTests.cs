using System.Text.Json;

namespace Nmt.EndToEnd.Tests.Scoring;

public sealed class SystemsTests : ScoringFolder
{
    private readonly string _reference;
    private readonly string _good;
    private readonly string _poor;

    public SystemsTests()
    {
        _reference = Write("ref", "the cat sat on a mat", "a dog ran over the hill");
        // The second line is right; of the first 5 words of 6 are, 3 bigrams of 5, 2 trigrams of 4 and 1 four-gram of 3.
        _good = Write("good", "the cat sat on the mat", "a dog ran over the hill");
        _poor = Write("poor", "cat the on sat mat a", "hill the over ran dog a");
    }

    [Fact]
    public void Several_systems_in_json_are_sacrebleus_array_of_texts()
    {
        // When
        var result = Bleu(_reference, "-i", _good, _poor, "-m", "chrf", "bleu");

        // Then: BLEU = 100 * (11/12 * 8/10 * 6/8 * 4/6) ^ (1/4) = 77.83; metrics are in sacreBLEU's order.
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.StartsWith(
            $"[\n    {{\n        \"system\": \"{_good}\",\n        \"BLEU\": \"77.8\",\n        \"chrF2\": \"", result.Output, StringComparison.Ordinal);
        Assert.EndsWith("\"\n    }\n]\n", result.Output, StringComparison.Ordinal);
        Assert.Equal(2, JsonDocument.Parse(result.Output).RootElement.GetArrayLength());
    }

    [Fact]
    public void Several_systems_in_text_are_a_table_and_the_signatures()
    {
        // When: standard input has a tab between systems.
        var result = BleuOf("a b c d\ta b c x\n", Write("r", "a b c d"), "-f", "text", "-s", "none");

        // Then: the second system has no 4-gram, and no smoothing compensates for it.
        Assert.Equal(
            """
            ╒══════════╤════════╕
            │   System │  BLEU  │
            ╞══════════╪════════╡
            │ System 1 │ 100.0  │
            ├──────────┼────────┤
            │ System 2 │  0.0   │
            ╘══════════╧════════╛

            -----------------
            Metric signatures
            -----------------
             - BLEU       nrefs:1|case:mixed|eff:no|tok:13a|smooth:none|version:2.6.0

            """.ReplaceLineEndings("\n"),
            result.Output);
    }

    [Fact]
    public void Every_line_of_standard_input_must_have_the_same_number_of_systems()
    {
        // When
        var result = BleuOf("a\tb\na\n", Write("r", "a", "a"));

        // Then
        Assert.Equal((3, ""), (result.ExitCode, result.Output));
        Assert.Equal("nmt: standard input:2: expected 2 columns, one per system, as on the first line; got 1\n", result.Error);
    }

    [Fact]
    public void Paired_test_names_the_baseline_and_gives_numbers()
    {
        // When
        var result = Bleu(_reference, "-i", _good, _poor, "--paired-ar", "--paired-ar-n", "50");

        // Then
        var systems = JsonDocument.Parse(result.Output).RootElement;
        Assert.Equal("Baseline: " + _good, systems[0].GetProperty("system").GetString());
        var baseline = systems[0].GetProperty("BLEU");
        Assert.Equal(JsonValueKind.Null, baseline.GetProperty("p_value").ValueKind);
        Assert.Equal(JsonValueKind.Null, baseline.GetProperty("mean").ValueKind);
        Assert.InRange(systems[1].GetProperty("BLEU").GetProperty("p_value").GetDouble(), 1 / 51.0, 1);
    }

    [Fact]
    public void Table_of_a_paired_test_explains_itself()
    {
        // When
        var result = Bleu(_reference, "-i", _good, _poor, "-pbs", "-pbsn", "50", "-f", "text");

        // Then
        Assert.Contains("BLEU (μ ± 95% CI)", result.Output, StringComparison.Ordinal);
        Assert.Contains("(p = ", result.Output, StringComparison.Ordinal);
        Assert.Contains("\nPaired bootstrap resampling, 50 resamples\n", result.Output, StringComparison.Ordinal);
        Assert.Contains(" - BLEU       nrefs:1|bs:50|seed:12345|", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Paired_test_keeps_the_order_of_the_metrics_and_skips_a_repeated_baseline()
    {
        // When
        string[] flags = [_reference, "-i", _good, _poor, _good, "-m", "ter", "bleu", "-par", "-parn", "20"];
        var systems = JsonDocument.Parse(Bleu(flags).Output).RootElement;

        // Then
        Assert.Equal(["system", "TER", "BLEU"], systems[0].EnumerateObject().Select(member => member.Name));
        Assert.Equal(["Baseline: " + _good, _poor], systems.EnumerateArray().Select(system => system.GetProperty("system").GetString()));
        Assert.Matches("System.*TER.*BLEU", Bleu([.. flags, "-f", "text"]).OutputLines[1]);
    }

    [Fact]
    public void Table_of_a_bootstrap_has_intervals_around_zero()
    {
        // When: nothing matches, in any resample.
        var result = Bleu(_reference, "-i", Write("none", "x", "y"), Write("nothing", "z", "z"), "-pbs", "-pbsn", "20", "-f", "text");

        // Then
        Assert.Contains("0.0 (0.0 ± 0.0)", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--confidence: expected one system; got 2; for several systems, use --paired-bs, or --paired-ar with --paired-ar-ci", "--confidence")]
    [InlineData("--sentence-level: expected one system; got 2", "-sl")]
    [InlineData("--paired-bs and --paired-ar: only one test at a time", "-pbs", "-par")]
    public void Flags_that_do_not_work_with_several_systems_are_rejected(string expected, params string[] flags)
    {
        // When
        var result = Bleu([_reference, "-i", _good, _poor, .. flags]);

        // Then
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Equal($"nmt: {expected}\nTry 'nmt bleu --help'.\n", result.Error);
    }

    [Fact]
    public void Same_system_twice_is_rejected()
    {
        // When
        var result = Bleu(_reference, "-i", _good, _good);

        // Then
        Assert.Equal(2, result.ExitCode);
        Assert.Equal($"nmt: --input: {_good} is given twice\nTry 'nmt bleu --help'.\n", result.Error);
    }
}
