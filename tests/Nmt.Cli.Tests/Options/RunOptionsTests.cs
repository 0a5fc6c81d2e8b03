using System.CommandLine;
using Nmt.Cli.Console;
using Nmt.Cli.Options;
using Nmt.TestKit;

namespace Nmt.Cli.Tests.Options;

public sealed class RunOptionsTests
{
    [Theory]
    [InlineData("1", 1)]
    [InlineData("12", 12)]
    public void Positive_number_is_accepted(string text, int expected)
    {
        // Given
        var option = RunOptions.CreatePositive("--beam", "A number.");

        // When
        var parsed = new RootCommand { option }.Parse(["--beam", text]);

        // Then
        Assert.Empty(parsed.Errors);
        Assert.Equal(expected, option.Read(parsed));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("many")]
    [InlineData("99999999999")]
    public void Anything_else_is_an_error_with_the_expected_values(string text)
    {
        // Given
        var option = RunOptions.CreatePositive("--beam", "A number.");

        // When
        var parsed = new RootCommand { option }.Parse(["--beam", text]);

        // Then
        Assert.Contains($"--beam: expected a whole number of at least 1; got '{text}'", parsed.Errors.Select(error => error.Message));
    }

    [Fact]
    public void Folder_of_a_run_must_exist()
    {
        // Given
        var option = RunOptions.CreateModel();

        // When
        var parsed = new RootCommand { option }.Parse(["--model", "no such folder"]);

        // Then
        Assert.Equal(["--model: folder not found: no such folder"], parsed.Errors.Select(error => error.Message));
    }

    [Fact]
    public void File_is_rejected_where_a_folder_is_expected()
    {
        // Given
        using var folder = new TemporaryFolder();
        string file = folder.Write("file", "");
        var option = new Option<string>("--run-dir");
        RunOptions.RejectFile(option);

        // When
        var command = new RootCommand { option };
        string[] errors = [.. command.Parse(["--run-dir", file]).Errors.Select(error => error.Message)];

        // Then
        Assert.Equal([$"--run-dir: expected a folder, but this is a file: {file}"], errors);
        Assert.Empty(command.Parse(["--run-dir", folder.Path]).Errors);
        Assert.Empty(command.Parse(["--run-dir", folder.Of("new")]).Errors);
    }

    [Fact]
    public void Without_options_nothing_is_overridden()
    {
        Assert.Empty(RunOptions.SearchSettings(beamSize: null, nBest: null));
    }

    [Fact]
    public void Beam_alone_requests_one_translation_regardless_of_the_run()
    {
        Assert.Equal(["search.beam_size=2", "search.n_best=1"], RunOptions.SearchSettings(beamSize: 2, nBest: null).Select(setting => setting.Override));
    }

    [Fact]
    public void Beam_and_number_of_translations_override_the_settings_of_the_run()
    {
        Assert.Equal(["search.beam_size=8", "search.n_best=3"], RunOptions.SearchSettings(beamSize: 8, nBest: 3).Select(setting => setting.Override));
    }

    [Fact]
    public void More_translations_than_hypotheses_are_rejected()
    {
        // When
        var fault = Assert.Throws<UsageException>(() => RunOptions.SearchSettings(beamSize: 2, nBest: 3));

        // Then
        Assert.Equal("--nbest: must not exceed the beam size 2; got 3", fault.Message);
    }
}
