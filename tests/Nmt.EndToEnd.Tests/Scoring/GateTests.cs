using System.Text.Json;

namespace Nmt.EndToEnd.Tests.Scoring;

public sealed class GateTests : ScoringFolder
{
    private readonly string _reference;
    private readonly string _perfect;
    private readonly string _flawed;

    public GateTests()
    {
        string[] lines = [.. Enumerable.Range(0, 40).Select(i => $"sentence number {i} has these words in it")];
        _reference = Write("ref", lines);
        _perfect = Write("perfect", lines);
        // One sentence of forty is lost: its 8 words are wrong, so TER is 8/320 = 2.5.
        _flawed = Write("flawed", [.. lines[..39], "x x x x x x x x"]);
    }

    [Fact]
    public void Score_below_the_limit_ends_with_code_1_and_reports_by_how_much()
    {
        // When
        var result = Bleu(_reference, "-i", _flawed, "-b", "--fail-below", "99", "-s", "none");

        // Then: all orders have 39/40 of their n-grams.
        Assert.Equal((1, "97.5\n"), (result.ExitCode, result.Output));
        Assert.Equal($"nmt: the gate fails: BLEU of {_flawed} is 97.50, 1.50 below 99.00 (--fail-below)\n", result.Error);
    }

    [Theory]
    [InlineData("97.4", 0)]
    [InlineData("97.6", 1)]
    public void Gate_compares_the_exact_score_and_not_the_rounded_one(string limit, int expected)
    {
        // When: without decimals, both limits and the score are printed as 98 or 97.
        var result = Bleu(_reference, "-i", _flawed, "-w", "0", "--fail-below", limit);

        // Then
        Assert.Equal(expected, result.ExitCode);
    }

    [Fact]
    public void Ter_has_an_upper_limit()
    {
        // When
        var result = Bleu(_reference, "-i", _flawed, "-m", "ter", "-b", "--fail-above", "2");

        // Then
        Assert.Equal((1, "2.5\n"), (result.ExitCode, result.Output));
        Assert.Equal($"nmt: the gate fails: TER of {_flawed} is 2.50, 0.50 above 2.00 (--fail-above)\n", result.Error);
    }

    [Fact]
    public void Drop_from_the_baseline_beyond_the_limit_fails()
    {
        // When
        var result = Bleu(_reference, "-i", _flawed, "--baseline", _perfect, "--max-drop", "1", "-s", "none");

        // Then
        Assert.Equal(1, result.ExitCode);
        Assert.Equal(
            $"nmt: the gate fails: BLEU of {_flawed} is 97.50, 2.50 worse than the 100.00 of Baseline: {_perfect}; the limit is 1.00 (--max-drop)\n",
            result.Error);
    }

    [Fact]
    public void Ter_drops_when_it_rises()
    {
        Assert.Equal(1, Bleu(_reference, "-i", _flawed, "--baseline", _perfect, "--max-drop", "1", "-m", "ter").ExitCode);
        Assert.Equal(0, Bleu(_reference, "-i", _perfect, "--baseline", _flawed, "--max-drop", "1", "-m", "ter").ExitCode);
    }

    [Fact]
    public void Drop_that_may_be_chance_passes_and_is_reported()
    {
        // When: one sentence of forty is in about 63 of 100 resamples, so p is far above 0.001.
        var result = Bleu(
            _reference, "-i", _flawed, "--baseline", _perfect, "--max-drop", "1", "--paired-bs", "--paired-bs-n", "200", "--p-value", "0.001");

        // Then
        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith("nmt: the gate passes: BLEU of ", result.Error, StringComparison.Ordinal);
        Assert.EndsWith(" is not below 0.001 (--p-value)\n", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Significant_drop_fails_a_paired_gate()
    {
        // Given: every sentence is worse.
        string worse = Write("worse", [.. Enumerable.Range(0, 40).Select(i => $"sentence number {i} has other things in it")]);

        // When
        var result = Bleu(_reference, "-i", worse, "--baseline", _perfect, "--max-drop", "1", "--paired-ar", "--paired-ar-n", "200");

        // Then
        Assert.Equal(1, result.ExitCode);
        Assert.EndsWith(" is below 0.05 (--p-value)\n", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Gate_applies_to_every_system_but_the_baseline()
    {
        // When
        var result = Bleu(_reference, "-i", _perfect, _flawed, "--fail-below", "99", "-f", "text");

        // Then
        Assert.Equal(1, result.ExitCode);
        Assert.Single(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(0, Bleu(_reference, "-i", _perfect, "--baseline", _flawed, "--fail-below", "99").ExitCode);
    }

    [Fact]
    public void Json_contains_the_result_of_the_gate()
    {
        // When
        var result = Bleu(_reference, "-i", _flawed, "-m", "bleu", "chrf", "--fail-below", "99", "-s", "none");

        // Then
        var check = JsonDocument.Parse(result.Output).RootElement[0].GetProperty("gate")[0];
        Assert.Equal("fail-below", check.GetProperty("rule").GetString());
        Assert.Equal("BLEU", check.GetProperty("metric").GetString());
        Assert.Equal(97.5, check.GetProperty("value").GetDouble(), 9);
        Assert.Equal(99, check.GetProperty("limit").GetDouble());
        Assert.False(check.GetProperty("passed").GetBoolean());
    }
}
