using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests.Translating;

/// <summary>Search options on the command line.</summary>
[Collection(TrainedRunCollection.Name)]
public sealed class SearchOptionTests(TrainedRun run) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Prefixes_constraints_and_bans_apply_to_their_lines()
    {
        // Given
        const string Input = "one two\n\nthree four\n";
        string prefix = _folder.Write("prefix.txt", "sechs\n\n\n");
        string constraints = _folder.Write("constraints.txt", "\n\nfünf\tsechs\n");
        string ban = _folder.Write("ban.txt", "vier\n");

        // When
        var result = run.Translate(Input, "--beam", "4", "--prefix", prefix, "--constraints", constraints, "--ban", ban);

        // Then
        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith("sechs", result.OutputLines[0], StringComparison.Ordinal);
        Assert.Equal("", result.OutputLines[1]);
        Assert.Contains("fünf", result.OutputLines[2], StringComparison.Ordinal);
        Assert.Contains("sechs", result.OutputLines[2], StringComparison.Ordinal);
        Assert.DoesNotContain("vier", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("training.seed=5")]
    [InlineData("data.max_length=1")]
    [InlineData("model.dropout=0.5")]
    [InlineData("subwords.character_coverage=1")]
    public void Setting_of_training_has_no_effect_on_a_trained_model_and_is_reported(string setting)
    {
        // When
        var result = run.Translate("one two\n", "--set", setting, "--set", "search.beam_size=1");

        // Then
        Assert.Equal((0, run.Translate("one two\n", "--beam", "1").Output), (result.ExitCode, result.Output));
        Assert.Equal($"nmt: Warning: --set {setting} has no effect on a trained model: it is a setting of training\n", result.Error);
    }

    [Theory]
    [InlineData("eins\n", "ends before line 2 of the input")]
    [InlineData("eins\nzwei\ndrei\n", "has more lines than the input, which has 2")]
    public void Number_of_prefixes_must_equal_that_of_lines(string prefixes, string expected)
    {
        // Given
        string prefix = _folder.Write("prefix.txt", prefixes);

        // When
        var result = run.Translate("one\ntwo\n", "--prefix", prefix, "--output", _folder.Of("out.txt"));

        // Then
        Assert.Equal(3, result.ExitCode);
        Assert.Equal($"nmt: {prefix}: {expected}\n", result.Error);
        Assert.False(File.Exists(_folder.Of("out.txt")));
    }

    [Theory]
    [InlineData("log-linear")]
    [InlineData("linear")]
    public void Ensemble_of_a_model_with_itself_is_the_model(string kind)
    {
        // When
        var ensemble = run.Translate("one two three\nfour\n", "--model", run.Path, "--ensemble", kind, "--beam", "3");
        var single = run.Translate("one two three\nfour\n", "--beam", "3");

        // Then
        Assert.Equal(0, ensemble.ExitCode);
        Assert.Equal(single.Output, ensemble.Output);
    }

    [Fact]
    public void Samples_depend_only_on_the_seed()
    {
        // When
        string[] options = ["--sample", "--samples", "3", "--nbest", "3", "--temperature", "3"];
        var first = run.Translate("one two three\nfour\n", [.. options, "--seed", "1"]);
        var again = run.Translate("one two three\nfour\n", [.. options, "--seed", "1"]);
        var other = run.Translate("one two three\nfour\n", [.. options, "--seed", "2"]);

        // Then
        Assert.Equal(0, first.ExitCode);
        Assert.Equal(first.Output, again.Output);
        Assert.NotEqual(first.Output, other.Output);
        Assert.Equal(6, first.OutputLines.Count);
    }

    [Theory]
    [InlineData("--alpha", "x", "nmt: --alpha x: must be a number; got x")]
    [InlineData("--mbr", "meteor", "nmt: --mbr meteor: must be one of none, chrf, bleu; got meteor")]
    [InlineData("--set", "search.no_such=1", "nmt: --set search.no_such=1: search.no_such: unknown key")]
    public void Invalid_setting_is_named_as_it_was_typed(string option, string value, string expected)
    {
        // When
        var result = run.Translate("one\n", option, value);

        // Then
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.StartsWith(expected, result.ErrorLines[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--mbr", "chrf")]
    [InlineData("--replace-unknown", "copy")]
    [InlineData("--no-repeat-ngram", "2")]
    [InlineData("--coverage-penalty", "0.2")]
    [InlineData("--length-penalty", "reward")]
    [InlineData("--min-length", "2")]
    [InlineData("--max-length", "9")]
    public void Every_option_translates_every_line(string option, string value)
    {
        // When
        var result = run.Translate("one two δ\n\nfour\n", "--beam", "4", option, value);

        // Then
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(3, result.OutputLines.Count);
    }
}
