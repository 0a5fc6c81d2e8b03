using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests;

public sealed class BadConfigTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void All_errors_of_a_config_are_reported_at_once_with_line_and_column()
    {
        // Given
        _folder.Write("train.en", "one\n");
        _folder.Write("train.de", "eins\n");
        _folder.Write(
            "bad.yaml",
            """
            data:
              train:
                source: train.en
                target: train.de
              validation:
                source: valid.en
                target: train.de
            model:
              dropout: 1.5
              hiden_size: 64
            training:
              optimiser:
                type: adam
              batch_tokens: many
            sarch:
              beam_size: 5
            """);

        // When
        var result = Train("bad.yaml", "--set", "search.beam_size=0");

        // Then
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Equal(
            [
                $"nmt: bad.yaml:6:13: data.validation.source: file not found: {_folder.Of("valid.en")}",
                "nmt: bad.yaml:9:12: model.dropout: must be between 0 and 0.95; got 1.5",
                "nmt: bad.yaml:10:3: model.hiden_size: unknown key; did you mean model.encoder.hidden_size or model.decoder.hidden_size?",
                "nmt: bad.yaml:12:3: training.optimiser: unknown key; did you mean optimizer?",
                "nmt: bad.yaml:14:17: training.batch_tokens: must be a whole number; got many",
                "nmt: bad.yaml:15:1: sarch: unknown key; did you mean search?",
                "nmt: --set search.beam_size=0: search.beam_size: must be between 1 and 1000; got 0",
                "Try 'nmt train --help'.",
            ],
            result.ErrorLines);
        Assert.False(Directory.Exists(_folder.Of("runs")));
    }

    [Fact]
    public void Missing_config_is_a_usage_error()
    {
        // When
        var result = Train("none.yaml");

        // Then
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Equal(["nmt: none.yaml: file not found", "Try 'nmt train --help'."], result.ErrorLines);
    }

    [Fact]
    public void Empty_config_is_a_usage_error()
    {
        // Given
        _folder.Write("empty.yaml", "");

        // When
        var result = Train("empty.yaml");

        // Then
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Equal(
            ["nmt: empty.yaml:1:1: the file is empty; a config needs at least the section data", "Try 'nmt train --help'."],
            result.ErrorLines);
    }

    [Fact]
    public void Config_that_is_not_yaml_is_a_usage_error_with_line_and_column()
    {
        // Given
        _folder.Write("bad.yaml", "data:\n  train: {source\n");

        // When
        var result = Train("bad.yaml");

        // Then
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Matches(@"^nmt: bad\.yaml:\d+:\d+: not valid YAML: ", result.Error);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    private NmtResult Train(string config, params string[] more) =>
        NmtProcess.Run(new NmtCall(["train", "--config", config, .. more]) { Folder = _folder.Path });
}
