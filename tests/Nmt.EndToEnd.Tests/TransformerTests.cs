using System.Text.RegularExpressions;
using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests;

/// <summary>A Transformer with learnt positions, from its config to an ensemble with a recurrent model.</summary>
[Collection(TrainedRunCollection.Name)]
public sealed partial class TransformerTests(TrainedRun recurrent) : IDisposable
{
    private const int MaxPositions = 24;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_transformer_is_trained_translated_with_scored_plotted_and_combined_with_a_recurrent_model()
    {
        // Given
        string run = _folder.Of("run");
        string config = _folder.Write("transformer.yaml", Config(positions: "learnt"));
        string[] sentences = File.ReadAllLines(recurrent.FileOfCorpus("test.en"));
        string input = string.Join('\n', sentences) + "\n";
        string tooLong = string.Join(' ', Enumerable.Repeat("one two three", 10));

        // When
        var trained = Run("train", "--config", config, "--run-dir", run, "--device", "cpu");
        Assert.True(trained.ExitCode == 0, trained.Error);
        var best = Translate(run, input);
        var list = Translate(run, sentences[0] + "\n", "--nbest", "3", "--beam", "4");
        var cropped = Translate(run, tooLong + "\n");
        var ensemble = NmtProcess.Run(new NmtCall(["translate", "--model", run, "--model", recurrent.Path, "--device", "cpu"]).WithInput(input));
        var scored = Run("score", "--model", run, "--device", "cpu", _folder.Write("s.en", sentences[0] + "\n"), _folder.Write("s.de", best.OutputLines[0] + "\n"));
        var rejected = Run("score", "--model", run, "--device", "cpu", _folder.Of("s.en"), _folder.Write("long.de", tooLong + "\n"));
        var plotted = Run("plot-attention", "--model", run, "--device", "cpu", "--source-text", sentences[0], "--output", _folder.Of("plots"));

        // Then
        Assert.InRange(double.Parse(Score().Match(trained.Output).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture), 60, 100.01);
        Assert.Equal((0, sentences.Length), (best.ExitCode, best.OutputLines.Count));
        Assert.Equal((0, 3), (list.ExitCode, list.OutputLines.Count));
        Assert.Equal((0, 1), (cropped.ExitCode, cropped.OutputLines.Count));
        Assert.Contains($"only the first {MaxPositions - 1} were translated", cropped.Error, StringComparison.Ordinal);
        Assert.Equal((0, sentences.Length), (ensemble.ExitCode, ensemble.OutputLines.Count));
        Assert.Equal((0, 1), (scored.ExitCode, scored.OutputLines.Count));
        Assert.Equal(3, rejected.ExitCode);
        Assert.Matches(@"subwords; the model reads at most 23 \(model\.transformer\.max_positions\)", rejected.Error);
        Assert.True(plotted.ExitCode == 0, plotted.Error);
        Assert.NotEmpty(Directory.GetFiles(_folder.Of("plots"), "*.svg", SearchOption.AllDirectories));
    }

    [Fact]
    public void Keys_of_another_architecture_and_missing_positions_are_configuration_errors()
    {
        // Given
        string config = _folder.Write("transformer.yaml", Config(positions: "learnt"));

        // When
        var result = Run(
            "train", "--config", config, "--run-dir", _folder.Of("run"), "--set", "model.decoder.bridge=zero", "--set", "data.max_length=24",
            "--set", "model.transformer.heads=5");
        var tooFew = Run("train", "--config", config, "--run-dir", _folder.Of("run"), "--set", "data.max_length=24");

        // Then
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("model.decoder.bridge: a Transformer has no bridge: its encoder has no final state", result.Error, StringComparison.Ordinal);
        Assert.Contains("model.transformer.heads: must divide model.embedding_size (32)", result.Error, StringComparison.Ordinal);
        Assert.Equal(2, tooFew.ExitCode);
        Assert.Contains("model.transformer.max_positions: must exceed data.max_length (24)", tooFew.Error, StringComparison.Ordinal);
    }

    private static NmtResult Run(params string[] arguments) => NmtProcess.Run(new NmtCall(arguments));

    private static NmtResult Translate(string run, string input, params string[] more) =>
        NmtProcess.Run(new NmtCall(["translate", "--model", run, "--device", "cpu", .. more]).WithInput(input));

    private string Config(string positions) =>
        $"""
        data:
          train: {Corpus("train")}
          validation: {Corpus("valid")}
          test: {Corpus("test")}
          max_length: {MaxPositions - 1}
        subwords:
          model: {Path.Combine(recurrent.Path, "subwords.model")}
        model:
          architecture: transformer
          embedding_size: 32
          tied_embeddings: all
          dropout: 0
          transformer:
            encoder_layers: 2
            decoder_layers: 2
            heads: 2
            feed_forward_size: 64
            positions: {positions}
            max_positions: {MaxPositions}
        training:
          threads: 1
          batch_tokens: 400
          max_updates: 300
          max_epochs: 0
          validate_every: 100
          patience: 0
          optimizer:
            learning_rate: 0.005
          schedule:
            type: inverse_sqrt
            warmup_updates: 50

        """;

    private string Corpus(string name) => $"{{ source: {recurrent.FileOfCorpus(name + ".en")}, target: {recurrent.FileOfCorpus(name + ".de")} }}";

    [GeneratedRegex(" = ([0-9.]+) ")]
    private static partial Regex Score();
}
