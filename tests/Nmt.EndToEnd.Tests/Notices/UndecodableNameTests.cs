using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests.Notices;

/// <summary>Names that are not UTF-8 are refused, because .NET would look for, or write, a file of another name.</summary>
public sealed class UndecodableNameTests : IDisposable
{
    private const string Advice = "nmt can use only UTF-8 names: rename the file or folder, or use standard input or output";
    private readonly TemporaryFolder _folder = new();

    // Created and deleted by the shell, since .NET cannot name such files.
    public void Dispose()
    {
        NmtProcess.Shell($"rm -rf '{_folder.Path}'");
        Directory.CreateDirectory(_folder.Path);
        _folder.Dispose();
    }

    // The command line after the executable; \377 stands for the byte 0xFF. The expected position and the verb.
    [Theory]
    [InlineData("bleu ref -i $'h\\377yp'", 4, "h\\xFFyp", "nmt bleu")]
    [InlineData("bleu $'h\\377yp' -i ref", 2, "h\\xFFyp", "nmt bleu")]
    [InlineData("translate --model . --output $'out\\377' ref", 5, "out\\xFF", "nmt translate")]
    [InlineData("score --model . $'a\\377' ref", 4, "a\\xFF", "nmt score")]
    [InlineData("train --config c.yaml --run-dir $'r\\377é'", 5, "r\\xFFé", "nmt train")]
    [InlineData("train --config c.yaml --set $'data.train.source=\\377'", 5, "data.train.source=\\xFF", "nmt train")]
    [InlineData("average --model . --last 2 --output $'a\\377'", 7, "a\\xFF", "nmt average")]
    [InlineData("inspect $'r\\377'", 2, "r\\xFF", "nmt inspect")]
    [InlineData("aer --gold $'g\\377' --hypotheses ref", 3, "g\\xFF", "nmt aer")]
    [InlineData("plot-attention --model . --source $'s\\377' --output out", 5, "s\\xFF", "nmt plot-attention")]
    [InlineData("subwords train --input ref --model-prefix $'m\\377'", 6, "m\\xFF", "nmt subwords train")]
    [InlineData("subwords encode --model $'m\\377'", 4, "m\\xFF", "nmt subwords encode")]
    [InlineData("subwords decode --model ref --output $'o\\377'", 6, "o\\xFF", "nmt subwords decode")]
    [InlineData("data check --source $'a\\377' --target ref", 4, "a\\xFF", "nmt data check")]
    public void Argument_is_refused_with_its_position(string arguments, int position, string shown, string verb)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        // Given
        _folder.Write("ref", "a b c d e\n");
        Shell("cp ref $'h\\377yp'");

        // When
        var result = Shell($"'{NmtProcess.Executable}' {arguments}");

        // Then
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Equal([$"nmt: argument {position} is not valid UTF-8: '{shown}'; {Advice}", $"Try '{verb} --help'."], result.ErrorLines);
        Assert.Equal("h\\377yp\nref\n", Shell("ls -b | grep -v '^c$'").Output);
    }

    [Fact]
    public void Replacement_character_that_the_user_typed_is_a_name_like_others()
    {
        // Given
        _folder.Write("\uFFFD", "a b c d e\n");

        // When
        var result = NmtProcess.Run("bleu", _folder.Of("\uFFFD"), "-i", _folder.Of("\uFFFD"), "-b");

        // Then
        Assert.Equal((0, "100.0\n", ""), (result.ExitCode, result.Output, result.Error));
    }

    [Fact]
    public void Response_file_is_refused()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        // Given
        _folder.Write("ref", "a b c d e\n");
        _folder.Write("outer", "@options\n");
        Shell("printf -- '-i\\nh\\377yp\\n' > options");

        // When
        var direct = Shell($"'{NmtProcess.Executable}' bleu ref @options");
        var nested = Shell($"'{NmtProcess.Executable}' bleu ref @outer");

        // Then
        Assert.Equal((2, 2), (direct.ExitCode, nested.ExitCode));
        Assert.Contains("nmt: response file 'options', or one that it names, is not valid UTF-8", direct.ErrorLines);
        Assert.Contains("nmt: response file 'outer', or one that it names, is not valid UTF-8", nested.ErrorLines);
    }

    [Theory]
    [InlineData("LIBTORCH")]
    [InlineData("SACREBLEU_SEED")]
    public void Environment_variable_is_refused(string name)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        // Given
        _folder.Write("ref", "a b c d e\n");

        // When
        var result = Shell($"{name}=$'/x\\377' '{NmtProcess.Executable}' bleu ref -i ref");

        // Then
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Equal($"nmt: the environment variable {name} is not valid UTF-8: '/x\\xFF'; {Advice}", result.ErrorLines[0]);
    }

    [Fact]
    public void Other_environment_variables_do_not_matter()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        // Given
        _folder.Write("ref", "a b c d e\n");

        // When
        var result = Shell($"ODD=$'/x\\377' '{NmtProcess.Executable}' bleu ref -i ref -b");

        // Then
        Assert.Equal((0, "100.0\n", ""), (result.ExitCode, result.Output, result.Error));
    }

    [Fact]
    public void Working_directory_is_warned_about_and_absolute_paths_work()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        // Given
        string reference = _folder.Write("ref", "a b c d e\n");

        // When
        var result = Shell($"mkdir $'d\\377'; cd $'d\\377'; '{NmtProcess.Executable}' bleu '{reference}' -i '{reference}' -b");

        // Then
        Assert.Equal((0, "100.0\n"), (result.ExitCode, result.Output));
        Assert.StartsWith(
            "nmt: Warning: the name of the working directory is not valid UTF-8, so relative paths do not work: ", Assert.Single(result.ErrorLines),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Glob_of_a_config_that_matches_such_a_name_is_an_error()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        // Given
        var corpus = new TinyCorpus(_folder, pairs: 60);
        Shell("cp train.en $'part\\377.en'; cp train.en part1.en");

        // When
        var result = NmtProcess.Run("train", "--config", corpus.Config, "--run-dir", _folder.Of("run"), "--set", $"data.train.source={_folder.Of("part*.en")}");

        // Then
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains("data.train.source: matches a file whose name is not valid UTF-8; rename it: ", result.ErrorLines[0], StringComparison.Ordinal);
    }

    private NmtResult Shell(string command) => NmtProcess.Shell($"cd '{_folder.Path}' && {command}");
}
