using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests.Outputs;

/// <summary>Every output of every verb is checked before any work, and never overwrites an input.</summary>
[Collection(TrainedRunCollection.Name)]
public sealed class OutputFileTests : IDisposable
{
    private const string Text = "one two\nthree\n";

    private readonly TrainedRun _run;
    private readonly TemporaryFolder _folder = new();

    public OutputFileTests(TrainedRun run)
    {
        _run = run;
        foreach (string name in (string[])["in", "in2", "out.tmp", "in.model", "in.vocab", "heat/index.html", "heat/sentence-0001.svg"])
        {
            _folder.Write(name, Text);
        }

        Directory.CreateDirectory(_folder.Of("dir"));
        Directory.CreateDirectory(_folder.Of("m.vocab"));
        File.CreateSymbolicLink(_folder.Of("link"), "in");
        Directory.CreateSymbolicLink(_folder.Of("linked"), _folder.Path);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("translate", "--output dir", "--output: expected a file, but this is a folder: dir")]
    [InlineData("translate", "--output new/", "--output: expected a file, but this is a folder: new/")]
    [InlineData("translate", "--output ", "--output: expected the name of a file; got ''")]
    [InlineData("translate", "--output no/out", "--output: folder not found: {0}/no")]
    [InlineData("translate", "--alignments dir", "--alignments: expected a file, but this is a folder: dir")]
    [InlineData("translate", "--nbest 2 --output dir", "--output: expected a file, but this is a folder: dir")]
    [InlineData("score", "--output dir", "--output: expected a file, but this is a folder: dir")]
    [InlineData("encode", "--output dir", "--output: expected a file, but this is a folder: dir")]
    [InlineData("encode", "--output ", "--output: expected the name of a file; got ''")]
    [InlineData("encode", "--output no/out", "--output: folder not found: {0}/no")]
    [InlineData("decode", "--output dir", "--output: expected a file, but this is a folder: dir")]
    [InlineData("subwords train", "--model-prefix ", "--model-prefix: expected the start of a file name; got ''")]
    [InlineData("subwords train", "--model-prefix m", "--model-prefix: expected a file, but this is a folder: m.vocab")]
    [InlineData("subwords train", "--model-prefix no/m", "--model-prefix: folder not found: {0}/no")]
    [InlineData("bleu", "--report dir", "--report: expected a file, but this is a folder: dir")]
    [InlineData("bleu", "--report ", "--report: expected the name of a file; got ''")]
    [InlineData("plot-attention", "--output ", "--output: expected the name of a folder; got ''")]
    [InlineData("plot-attention", "--output in", "--output: expected a folder, but this is a file: in")]
    [InlineData("average", "--output ", "--output: expected the name of a folder; got ''")]
    [InlineData("average", "--output in", "--output: expected a folder, but this is a file: in")]
    [InlineData("train", "--run-dir ", "--run-dir: expected the name of a folder; got ''")]
    public void Path_that_cannot_be_written_is_rejected_before_any_work(string verb, string output, string expected)
    {
        // When
        var result = Call(verb, output.Split(' '));

        // Then: nothing but the error, so nothing was loaded.
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Equal($"nmt: {expected.Replace("{0}", _folder.Path, StringComparison.Ordinal)}", result.ErrorLines[0]);
        Assert.StartsWith("Try 'nmt ", result.ErrorLines[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("translate", "--output")]
    [InlineData("translate", "--alignments")]
    [InlineData("score", "--output")]
    [InlineData("encode", "--output")]
    [InlineData("decode", "--output")]
    [InlineData("bleu", "--report")]
    [InlineData("subwords train", "--model-prefix")]
    public void File_without_permission_is_rejected_before_any_work(string verb, string option)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        // When: nobody, not even root, can create files there.
        var result = Call(verb, option, "/proc/nmt-out");

        // Then
        string path = verb == "subwords train" ? "/proc/nmt-out.model" : "/proc/nmt-out";
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Equal(
            $"nmt: cannot write {path}: no permission to write this file, or to create files in its folder; choose another file", result.ErrorLines[0]);
    }

    [Theory]
    [InlineData("plot-attention", "/proc/nmt-out", "no permission to create files in /proc; choose another folder")]
    [InlineData("average", "/proc/nmt-out/new", "no permission to create files in /proc; choose another folder")]
    [InlineData("plot-attention", "in/heat", "{0}/in is a file, so in/heat cannot be a folder; choose another one")]
    [InlineData("average", "in/mean", "{0}/in is a file, so {0}/in/mean cannot be a folder; choose another one")]
    public void Folder_that_cannot_be_written_is_rejected_before_any_work(string verb, string folder, string expected)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        // When
        var result = Call(verb, "--output", folder);

        // Then
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Equal($"nmt: --output: {expected.Replace("{0}", _folder.Path, StringComparison.Ordinal)}", result.ErrorLines[0]);
    }

    [Theory]
    [InlineData("translate", "--output in", "--output: in is also an input, which would be overwritten; choose another file")]
    [InlineData("translate", "--output ./in", "--output: ./in is also an input, which would be overwritten; choose another file")]
    [InlineData("translate", "--output link", "--output: link is also an input, which would be overwritten; choose another file")]
    [InlineData("translate", "--output linked/in", "--output: linked/in is also an input, which would be overwritten; choose another file")]
    [InlineData("translate", "--nbest 2 --output in", "--output: in is also an input, which would be overwritten; choose another file")]
    [InlineData("translate", "--alignments in", "--alignments: in is also an input, which would be overwritten; choose another file")]
    [InlineData("translate", "--prefix in2 --output in2", "--output: in2 is also an input, which would be overwritten; choose another file")]
    [InlineData("translate", "--constraints in2 --alignments in2", "--alignments: in2 is also an input, which would be overwritten; choose another file")]
    [InlineData("translate", "--ban in2 --output in2", "--output: in2 is also an input, which would be overwritten; choose another file")]
    [InlineData("translate", "--replace-unknown in2 --output in2", "--output: in2 is also an input, which would be overwritten; choose another file")]
    [InlineData("translate", "--output run/config.yaml", "--output: run/config.yaml is also an input, which would be overwritten; choose another file")]
    [InlineData("translate", "--output out --alignments ./out", "--alignments: ./out is also the file of --output, which would be overwritten; choose another file")]
    [InlineData("translate", "--output new --alignments new.tmp", "--alignments: new.tmp is also the file of --output, which would be overwritten; choose another file")]
    [InlineData("translate", "out.tmp --output out", "--output: writing out would overwrite {0}/out.tmp, which is also an input; choose another file")]
    [InlineData("score", "--output in2", "--output: in2 is also an input, which would be overwritten; choose another file")]
    [InlineData("encode", "--output in", "--output: in is also an input, which would be overwritten; choose another file")]
    [InlineData("encode", "--output run/subwords.model", "--output: run/subwords.model is also an input, which would be overwritten; choose another file")]
    [InlineData("encode", "--vocabulary in2 --output in2", "--output: in2 is also an input, which would be overwritten; choose another file")]
    [InlineData("decode", "--output in", "--output: in is also an input, which would be overwritten; choose another file")]
    [InlineData("subwords train", "in.vocab --model-prefix in", "--model-prefix: in.vocab is also an input, which would be overwritten; choose another file")]
    [InlineData("subwords train", "--control-symbols-file in.model --model-prefix in", "--model-prefix: in.model is also an input, which would be overwritten; choose another file")]
    [InlineData("plot-attention", "--source heat/sentence-0001.svg --output heat", "--output: heat/sentence-0001.svg is also an input, which would be overwritten; choose another file")]
    [InlineData("plot-attention", "--source in --target heat/index.html --output heat", "--output: heat/index.html is also an input, which would be overwritten; choose another file")]
    [InlineData("average", "--output run", "--output: the folder is not empty: {0}/run")]
    [InlineData("average", "--output run/checkpoints/mean", "--output: {0}/run/checkpoints/mean is among the checkpoints of the run; choose a folder outside {1}/checkpoints")]
    public void Input_is_never_overwritten(string verb, string options, string expected)
    {
        // Given
        Directory.CreateSymbolicLink(_folder.Of("run"), _run.Path);
        byte[] model = File.ReadAllBytes(Path.Combine(_run.Path, "subwords.model"));

        // When
        var result = Call(verb, options.Split(' '));

        // Then
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Equal(
            $"nmt: {expected.Replace("{0}", _folder.Path, StringComparison.Ordinal).Replace("{1}", _run.Path, StringComparison.Ordinal)}", result.ErrorLines[0]);
        Assert.All(Directory.GetFiles(_folder.Path, "*", SearchOption.TopDirectoryOnly), path => Assert.Equal(Text, File.ReadAllText(path)));
        Assert.Equal(model, File.ReadAllBytes(Path.Combine(_run.Path, "subwords.model")));
        Assert.Equal(
            ["heat/index.html", "heat/sentence-0001.svg", "in", "in.model", "in.vocab", "in2", "link", "out.tmp"],
            Directory.GetFiles(_folder.Path).Concat(Directory.GetFiles(_folder.Of("heat")))
                .Select(path => Path.GetRelativePath(_folder.Path, path)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("< in", "--output in", "--output: in")]
    [InlineData("/dev/stdin < in", "--output in", "--output: in")]
    [InlineData("in >> in", "", "standard output: {0}/in")]
    [InlineData("< in >> in", "", "standard output: {0}/in")]
    public void Redirected_streams_count_as_inputs_and_outputs(string streams, string option, string expected)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        // When
        var result = NmtProcess.Shell(
            $"cd '{_folder.Path}' && '{NmtProcess.Executable}' subwords encode --model '{_run.Path}/subwords.model' {option} {streams}");

        // Then
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Equal($"nmt: {expected.Replace("{0}", _folder.Path, StringComparison.Ordinal)} is also an input, which would be overwritten; choose another file", result.ErrorLines[0]);
        Assert.Equal(Text, File.ReadAllText(_folder.Of("in")));
    }

    [Theory]
    [InlineData("translate", 2, "nmt: file not found: ", "--prefix", "")]
    [InlineData("plot-attention", 2, "nmt: --source: file not found: ", "--output", "new", "--source", "")]
    [InlineData("plot-attention", 0, "", "--output", "new", "--source-text", "")]
    public void Input_without_a_name_is_left_to_its_reader(string verb, int exitCode, string expected, params string[] options)
    {
        // When
        var result = Call(verb, options);

        // Then
        Assert.Equal(exitCode, result.ExitCode);
        Assert.DoesNotContain("internal error", result.Error, StringComparison.Ordinal);
        Assert.StartsWith(expected, result.ErrorLines[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Sentence_that_is_no_file_name_is_plotted()
    {
        // When: no file name may be as long.
        var result = Call("plot-attention", "--output", "new", "--source-text", string.Join(' ', Enumerable.Repeat("one", 100)));

        // Then
        Assert.Equal(0, result.ExitCode);
        Assert.True(File.Exists(_folder.Of("new/sentence-0001.svg")));
    }

    [Fact]
    public void Hard_link_to_an_input_is_replaced_and_the_input_kept()
    {
        // Given
        Assert.Equal(0, NmtProcess.Shell($"ln '{_folder.Of("in")}' '{_folder.Of("hard")}'").ExitCode);

        // When
        var result = Call("translate", "--output", "hard");

        // Then
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(Text, File.ReadAllText(_folder.Of("in")));
        Assert.NotEqual(Text, File.ReadAllText(_folder.Of("hard")));
    }

    [Fact]
    public void One_file_may_have_several_roles_of_an_input()
    {
        Assert.Equal(0, Call("translate", "--prefix", "in", "--output", "out").ExitCode);
        Assert.Equal(0, Call("translate", "--ban", "in", "--output", "/dev/null", "--alignments", "/dev/null").ExitCode);
        Assert.Equal(0, NmtProcess.Run(new NmtCall("score", "in", "in", "--model", _run.Path, "--device", "cpu", "--output", "out2") { Folder = _folder.Path }).ExitCode);
        string links = _folder.Write("links", "0-0\n0-0\n");
        Assert.Equal("0.0\n", NmtProcess.Run("aer", "--gold", links, "--hypotheses", links, "-b").Output);
    }

    private NmtResult Call(string verb, params string[] options)
    {
        string model = Path.Combine(_run.Path, "subwords.model");
        string[] arguments = verb switch
        {
            "translate" => ["translate", "--model", _run.Path, "--device", "cpu", "in"],
            "score" => ["score", "--model", _run.Path, "--device", "cpu", "in", "in2"],
            "encode" => ["subwords", "encode", "--model", model, "in"],
            "decode" => ["subwords", "decode", "--model", model, "in"],
            "subwords train" => ["subwords", "train", "--vocab-size", "20", "in"],
            "bleu" => ["bleu", "in", "-i", "in2"],
            "plot-attention" => ["plot-attention", "--model", _run.Path, "--device", "cpu", .. options.Any(option => option.StartsWith("--source", StringComparison.Ordinal)) ? Array.Empty<string>() : ["--source", "in"]],
            "average" => ["average", "--model", _run.Path, "--last", "1"],
            _ => ["train", "--config", _run.Corpus.Config],
        };
        return NmtProcess.Run(new NmtCall([.. arguments, .. options]) { Folder = _folder.Path });
    }
}
