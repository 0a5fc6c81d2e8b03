using System.Text.Json;
using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests.Scoring;

public sealed class AerTests : ScoringFolder
{
    // Of 3 links 1 is sure and 2 are possible; of 2 sure links 1 is found: AER = 1 - (1 + 2) / (3 + 2) = 0.4.
    private readonly string _gold;
    private readonly string _hypotheses;

    public AerTests()
    {
        _gold = Write("gold", "0-0 1-1", "0?0");
        _hypotheses = Write("hyp", "0-0 1-2", "0-0");
    }

    [Fact]
    public void Rate_comes_with_its_counts()
    {
        // When
        var result = Aer(_gold, _hypotheses);

        // Then: precision is 2/3, recall 1/2.
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal("AER = 40.0 (precision = 66.7 recall = 50.0 links = 3 sure = 2 possible = 3 sentences = 2)\n", result.Output);
    }

    [Fact]
    public void Json_and_score_only_output_is_machine_readable()
    {
        var json = JsonDocument.Parse(Aer(_gold, _hypotheses, "-f", "json").Output).RootElement;
        Assert.Equal(40, json.GetProperty("score").GetDouble(), 9);
        Assert.Equal(2, json.GetProperty("sure").GetInt32());
        Assert.Equal("40.00\n", Aer(_gold, _hypotheses, "-b", "-w", "2").Output);
    }

    [Fact]
    public void Gold_positions_may_count_from_one()
    {
        // Given
        string gold = Write("gold1", "1-1 2-2", "1?1");

        // Then
        Assert.Equal("40.0\n", Aer(gold, _hypotheses, "--one-based", "-b").Output);
        var wrong = Aer(_gold, _hypotheses, "--one-based");
        Assert.Equal((3, ""), (wrong.ExitCode, wrong.Output));
        Assert.Equal($"nmt: {_gold}:1: column 1: expected the position of a source token, counted from 1; got '0'\n", wrong.Error);
    }

    [Fact]
    public void Gate_fails_above_its_limit()
    {
        Assert.Equal(0, Aer(_gold, _hypotheses, "--fail-above", "40.5").ExitCode);
        var result = Aer(_gold, _hypotheses, "--fail-above", "30");
        Assert.Equal(1, result.ExitCode);
        Assert.Equal("nmt: the gate fails: AER is 40.00, 10.00 above 30.00 (--fail-above)\n", result.Error);
    }

    [Fact]
    public void Bad_input_is_named()
    {
        // Given
        string bad = Write("bad", "0-0", "0-x");
        string three = Write("three", "0-0", "0-0", "0-0");

        // Then
        Assert.Equal(
            $"nmt: {bad}:2: column 3: expected the position of a target token, counted from 0; got 'x'\n", Aer(_gold, bad).Error);
        var unequal = Aer(_gold, three);
        Assert.Equal((3, ""), (unequal.ExitCode, unequal.Output));
        Assert.Equal($"nmt: the files differ in length: {three} has 3 lines, {_gold} 2; all must have the same number of lines\n", unequal.Error);
        Assert.Equal(2, Aer(_gold, "nowhere").ExitCode);
    }

    private static NmtResult Aer(string gold, string hypotheses, params string[] more) =>
        NmtProcess.Run(["aer", "--gold", gold, "--hypotheses", hypotheses, .. more]);
}
