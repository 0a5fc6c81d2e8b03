using System.Text.Json;
using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests.Scoring;

/// <summary>One file in several roles of <c>nmt bleu</c>.</summary>
public sealed class BaselineTests : ScoringFolder
{
    private readonly string _reference;
    private readonly string _hypothesis;

    public BaselineTests() =>
        (_reference, _hypothesis) = (Write("ref", "The cat sat on the mat.", "A dog ran."), Write("hyp", "The cat sat on the mat.", "A dog run."));

    [Theory]
    [InlineData("hyp")]
    [InlineData("./hyp")]
    [InlineData("hyp", "-pbs", "-pbsn", "20")]
    public void The_first_accepted_output_is_its_own_baseline(string baseline, params string[] more)
    {
        // When: standard input stays open, so reading it would wait for ever.
        var result = NmtProcess.Run(new NmtCall(["bleu", "ref", "-i", "hyp", "--baseline", baseline, "--max-drop", "0", "-b", .. more])
        {
            Folder = Folder.Path, Input = null,
        });

        // Then
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        var systems = JsonDocument.Parse(result.Output).RootElement;
        Assert.Equal(["Baseline: " + baseline, "hyp"], systems.EnumerateArray().Select(system => system.GetProperty("system").GetString()));
        Assert.Equal(0, systems[1].GetProperty("gate")[0].GetProperty("value").GetDouble());
        Assert.True(systems[1].GetProperty("gate")[0].GetProperty("passed").GetBoolean());
    }

    [Theory]
    [InlineData("hyp", "hyp")]
    [InlineData("./hyp", "hyp")]
    public void A_baseline_among_several_systems_is_compared_with_the_others_only(string repeated, string baseline)
    {
        // Given
        Write("other", "The cat sat.", "A dog ran.");

        // When
        var result = NmtProcess.Run(new NmtCall(["bleu", "ref", "-i", repeated, "other", "--baseline", baseline, "-b"]) { Folder = Folder.Path });

        // Then
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(
            ["Baseline: hyp", "other"],
            JsonDocument.Parse(result.Output).RootElement.EnumerateArray().Select(system => system.GetProperty("system").GetString()));
    }

    [Fact]
    public void A_paired_test_of_one_file_with_itself_names_the_file()
    {
        // When
        var result = Bleu(_reference, "-i", _hypothesis, _hypothesis, "-pbs");

        // Then
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Equal($"nmt: --input: {_hypothesis} is given twice\nTry 'nmt bleu --help'.\n", result.Error);
    }

    [Fact]
    public void References_can_be_scored_as_hypotheses_and_serve_as_sources()
    {
        // When: sacreBLEU does not warn about it either.
        var result = Bleu(_reference, "-i", _reference, "--source", _reference, "--breakdown");

        // Then
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal("100.0", Bleu(_reference, "-i", _reference, "-b").OutputLines[0]);
    }

    [Theory]
    [InlineData("ref")]
    [InlineData("hyp")]
    [InlineData("base")]
    [InlineData("source")]
    [InlineData("./x/../ref")]
    public void A_report_never_overwrites_an_input(string report)
    {
        // Given
        Write("base", "The cat.", "A dog.");
        Write("source", "Die Katze.", "Ein Hund.");
        Directory.CreateDirectory(Folder.Of("x"));
        string before = File.ReadAllText(Folder.Of(report));

        // When
        var result = NmtProcess.Run(new NmtCall(
            ["bleu", "ref", "-i", "hyp", "--baseline", "base", "--source", "source", "--report", report]) { Folder = Folder.Path });

        // Then
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Equal($"nmt: --report: {report} is also an input, which would be overwritten; choose another file", result.ErrorLines[0]);
        Assert.Equal(before, File.ReadAllText(Folder.Of(report)));
    }
}
