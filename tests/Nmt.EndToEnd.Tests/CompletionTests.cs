using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests;

/// <summary>The completion scripts, in the shells that this machine has.</summary>
public sealed class CompletionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public CompletionTests()
    {
        _folder.Write("input.en", "one\n");
        // The scripts call nmt by the name that was typed.
        File.CreateSymbolicLink(_folder.Of("nmt"), NmtProcess.Executable);
    }

    public void Dispose() => _folder.Dispose();

    // A command line up to the cursor, and what bash proposes.
    [Theory]
    [InlineData("nmt tr", "train translate")]
    [InlineData("nmt translate --be", "--beam")]
    [InlineData("nmt translate --format ", "jsonl nbest scored text")]
    [InlineData("nmt translate --format n", "nbest")]
    [InlineData("nmt data check --fail-on ", "error warning")]
    [InlineData("nmt subwords e", "encode")]
    [InlineData("nmt completion ", "bash fish pwsh zsh")]
    [InlineData("nmt translate --model ", "input.en nmt")]
    [InlineData("nmt translate in", "input.en")]
    public void Bash_completes_verbs_options_values_and_files(string line, string expected)
    {
        if (!File.Exists("/bin/bash"))
        {
            return;
        }

        // Given: what bash does when a user presses the tabulator, without a terminal. Without a match it completes names of files.
        const string Script = """
            cd @FOLDER@; PATH=$PWD:$PATH; source <(nmt completion bash)
            COMP_LINE='@LINE@'; COMP_POINT=${#COMP_LINE}
            read -ra COMP_WORDS <<<"$COMP_LINE"; [[ $COMP_LINE != *' ' ]] || COMP_WORDS+=('')
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _nmt
            [ ${#COMPREPLY[@]} -gt 0 ] || COMPREPLY=($(compgen -f -- "${COMP_WORDS[COMP_CWORD]}"))
            printf '%s\n' "${COMPREPLY[@]}" | sort | paste -sd ' '
            """;

        // When
        var result = NmtProcess.Shell(Script.Replace("@FOLDER@", _folder.Path, StringComparison.Ordinal).Replace("@LINE@", line, StringComparison.Ordinal));

        // Then
        Assert.Equal((0, expected + "\n", ""), (result.ExitCode, result.Output, result.Error));
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    public void Script_is_valid_in_its_shell(string shell)
    {
        if (!File.Exists($"/usr/bin/{shell}"))
        {
            return;
        }

        // When
        string script = _folder.Write($"script.{shell}", NmtProcess.Run("completion", shell).Output);
        var result = NmtProcess.Shell($"/usr/bin/{shell} -n {script}");

        // Then
        Assert.Equal((0, "", ""), (result.ExitCode, result.Output, result.Error));
    }

    [Fact]
    public void Fish_completes_verbs_and_options()
    {
        if (!File.Exists("/usr/bin/fish"))
        {
            return;
        }

        // When
        var result = NmtProcess.Shell(
            $"cd {_folder.Path}; PATH=$PWD:$PATH HOME=$PWD fish --no-config -c 'nmt completion fish | source; complete -C\"nmt tr\"; complete -C\"nmt translate --be\"'");

        // Then
        Assert.Equal((0, "train\ntranslate\n--beam\n"), (result.ExitCode, result.Output));
    }

    [Fact]
    public void Script_for_powershell_asks_nmt_too()
    {
        // When
        var result = NmtProcess.Run("completion", "pwsh");

        // Then
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains("Register-ArgumentCompleter -Native -CommandName nmt", result.Output, StringComparison.Ordinal);
        Assert.Contains("[suggest:", result.Output, StringComparison.Ordinal);
    }
}
