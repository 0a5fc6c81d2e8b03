using System.Text.RegularExpressions;
using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests;

public sealed partial class HelpTests
{
    [Theory]
    [InlineData("nmt")]
    [InlineData("init")]
    [InlineData("train")]
    [InlineData("translate")]
    [InlineData("score")]
    [InlineData("average")]
    [InlineData("quantize")]
    [InlineData("inspect")]
    [InlineData("bleu")]
    [InlineData("aer")]
    [InlineData("compare")]
    [InlineData("plot-attention")]
    [InlineData("subwords")]
    [InlineData("subwords train")]
    [InlineData("subwords encode")]
    [InlineData("subwords decode")]
    [InlineData("data")]
    [InlineData("data check")]
    [InlineData("completion")]
    [InlineData("man")]
    public void Help_goes_to_standard_output_and_is_as_reviewed(string verb)
    {
        // When
        var result = NmtProcess.Run(verb == "nmt" ? ["--help"] : [.. verb.Split(' '), "--help"]);

        // Then
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Golden.Verify($"Nmt.EndToEnd.Tests/Golden/help-{verb.Replace(' ', '-')}.txt", result.Output);
    }

    [Theory]
    [InlineData]
    [InlineData("subwords")]
    [InlineData("data")]
    public void Call_without_a_verb_shows_the_help(params string[] arguments)
    {
        // When
        var result = NmtProcess.Run(arguments);

        // Then
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal(NmtProcess.Run([.. arguments, "--help"]).Output, result.Output);
    }

    [Fact]
    public void Help_is_shown_despite_other_errors()
    {
        // When
        var result = NmtProcess.Run("train", "--no-such-option", "--help");

        // Then
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains("--run-dir", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-h")]
    [InlineData("-?")]
    [InlineData("/h")]
    [InlineData("/?")]
    [InlineData("-qh")] // Short options may be bundled.
    public void Every_spelling_shows_the_same_help(string option) =>
        Assert.Equal(NmtProcess.Run("bleu", "--help").Output, NmtProcess.Run("bleu", option).Output);

    [Fact]
    public void The_manual_page_has_every_option_of_every_help_page()
    {
        // Given
        var help = Directory.GetFiles(Path.Combine(RepositoryRoot.Path, "tests/Nmt.EndToEnd.Tests/Golden"), "help-*.txt")
            .SelectMany(File.ReadLines)
            .Select(line => OptionOfHelp().Match(line))
            .Where(match => match.Success)
            .Select(match => match.Groups["name"].Value)
            .Distinct()
            .Except(["--help", "--version"]);

        // When
        var result = NmtProcess.Run("man");

        // Then
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        string page = result.Output.Replace("\\-", "-", StringComparison.Ordinal);
        Assert.All(help, name => Assert.Contains($"\\fB{name}\\fR", page, StringComparison.Ordinal));
        Assert.Equal([".SH NAME", ".SH SYNOPSIS", ".SH VERBS", ".SH \"EXIT STATUS\"", ".SH \"ENVIRONMENT\"", ".SH \"FILES\""], page.Split('\n').Where(line => line.StartsWith(".SH", StringComparison.Ordinal)));
    }

    [Fact]
    public void Version_is_the_first_line_and_the_tensor_library_follows()
    {
        // When
        var result = NmtProcess.Run("--version");

        // Then
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Matches(
            @"\A\d+\.\d+\.\d+\S*\nTorchSharp \d+\.\d+\.\d+\nlibtorch \d+\.\d+\.\d+\S*\nBLAS: .+\n"
            + @"processor features of libtorch's kernels: .+\nCUDA devices: \d+\n\z",
            result.Output);
    }

    [GeneratedRegex("^  (-[^ ]+, )*(?<name>--[a-z_-]+)")]
    private static partial Regex OptionOfHelp();
}
