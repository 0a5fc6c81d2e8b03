using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests;

/// <summary>Values of switches, as <c>spm_train</c> reads them.</summary>
public sealed class SubwordSwitchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--byte_fallback", true)]
    [InlineData("--byte_fallback=true", true)]
    [InlineData("--byte_fallback=1", true)]
    [InlineData("--byte_fallback=t", true)]
    [InlineData("--byte_fallback=Y", true)]
    [InlineData("--byte_fallback=YES", true)]
    [InlineData("--byte-fallback=on", true)]
    [InlineData("--byte_fallback=0", false)]
    [InlineData("--byte_fallback=F", false)]
    [InlineData("--byte_fallback=False", false)]
    [InlineData("--byte_fallback=n", false)]
    [InlineData("--byte_fallback=no", false)]
    [InlineData("--byte-fallback=OFF", false)]
    public void Switch_takes_all_spellings_of_spm_train(string option, bool isOn)
    {
        // Given
        string text = _folder.Write("text", "the cat sat on the mat\na dog ran over the hill\n");

        // When
        var result = NmtProcess.Run(
            "subwords", "train", option, "--hard_vocab_limit=no", "--vocab_size=290", $"--model_prefix={_folder.Of("m")}", text);

        // Then
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(isOn, File.ReadAllText(_folder.Of("m.vocab")).Contains("<0x41>", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("subwords train --byte_fallback=maybe", "--byte_fallback: expected true or false (or 1 or 0, yes or no, on or off); got 'maybe'", "nmt subwords train")]
    [InlineData("subwords encode --generate-vocabulary=", "--generate-vocabulary: expected true or false (or 1 or 0, yes or no, on or off); got ''", "nmt subwords encode")]
    [InlineData("bleu --quiet=maybe", "--quiet: expected true or false (or 1 or 0, yes or no, on or off); got 'maybe'", "nmt bleu")]
    [InlineData("subwords train --enable_differential_privacy=yes --model-prefix m", "--enable-differential-privacy: not supported: training adds no noise to the counts; only false is allowed", "nmt subwords train")]
    public void Wrong_value_is_reported_under_the_option(string commandLine, string expected, string verb)
    {
        // When
        var result = NmtProcess.Run(commandLine.Split(' '));

        // Then
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Equal($"nmt: {expected}\nTry '{verb} --help'.\n", result.Error);
    }

    [Fact]
    public void Switches_of_other_verbs_take_the_same_values()
    {
        // Given
        string text = _folder.Write("text", "the cat sat on the mat\n");

        // When
        var result = NmtProcess.Run("bleu", text, "-i", text, "--score-only=1", "--lowercase=no", "--quiet=Yes");

        // Then
        Assert.Equal((0, "100.0\n"), (result.ExitCode, result.Output));
    }
}
