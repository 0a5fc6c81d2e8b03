using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests;

[Collection(TrainedRunCollection.Name)]
public sealed class QuantizeTests(TrainedRun run) : IDisposable
{
    private const string Input = "one two three\nfour\n\nfive six seven one\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("int8", 0.05)]
    [InlineData("bf16", 0.05)]
    [InlineData("float32", 1e-4)]
    public void One_file_translates_and_scores_as_its_run_does(string type, double tolerance)
    {
        // Given: the run is gone when the file is used.
        string copy = run.CopyTo(_folder);
        string file = _folder.Of("model.nmt");
        var written = NmtProcess.Run("quantize", copy, "--type", type, "--output", file);
        Directory.Delete(copy, recursive: true);
        string source = _folder.Write("in.en", Input);

        // When
        var translated = NmtProcess.Run(new NmtCall("translate", "--model", file, "--format", "scored").WithInput(Input));
        var scored = NmtProcess.Run("score", "--model", file, source, _folder.Write("out.de", run.Translate(Input).Output));

        // Then
        Assert.Equal((0, ""), (written.ExitCode, written.Output));
        Assert.StartsWith($"nmt: wrote {file}, ", written.Error, StringComparison.Ordinal);
        var expected = run.Translate(Input, "--format", "scored");
        Assert.Equal((0, ""), (translated.ExitCode, translated.Error));
        foreach (var (own, theirs) in expected.OutputLines.Zip(translated.OutputLines))
        {
            Assert.Equal(own.Split('\t')[2], theirs.Split('\t')[2]);
            Assert.Equal(Number(own), Number(theirs), tolerance);
        }

        Assert.Equal((0, 4), (scored.ExitCode, scored.OutputLines.Count));
    }

    [Fact]
    public void Engines_agree_on_every_score()
    {
        var torch = run.Translate(Input, "--format", "scored", "--beam", "4", "--engine", "torch");
        var native = run.Translate(Input, "--format", "scored", "--beam", "4", "--engine", "native");
        Assert.Equal((0, 0), (torch.ExitCode, native.ExitCode));
        Assert.Equal(torch.OutputLines.Select(line => line.Split('\t')[2]), native.OutputLines.Select(line => line.Split('\t')[2]));
        Assert.All(torch.OutputLines.Zip(native.OutputLines), pair => Assert.Equal(Number(pair.First), Number(pair.Second), 1.01e-4));
    }

    [Fact]
    public void Files_and_runs_make_an_ensemble_and_weights_go_to_the_run_folder_by_default()
    {
        string copy = run.CopyTo(_folder);
        Assert.Equal(0, NmtProcess.Run("quantize", copy, "--type", "float32").ExitCode);
        string file = Path.Combine(copy, "float32.nmt");
        var ensemble = NmtProcess.Run(new NmtCall("translate", "--model", run.Path, "--model", file, "--device", "cpu").WithInput(Input));
        Assert.Equal((0, run.Translate(Input).Output), (ensemble.ExitCode, ensemble.Output));
    }

    [Fact]
    public void Damaged_files_and_files_of_other_kinds_are_refused()
    {
        // Given
        string file = _folder.Of("model.nmt");
        NmtProcess.Run("quantize", run.Path, "--output", file);
        byte[] bytes = File.ReadAllBytes(file);

        // Then
        bytes[^5] ^= 1;
        Expect(3, $"{Write(bytes)}: the checksum differs from the one in the file: it was changed or damaged after it was written");
        Expect(3, $"{Write(bytes[..^1])}: damaged or not a safetensors file: ");
        Expect(3, $"{Write([])}: damaged or not a safetensors file: ");
        string weights = Path.Combine(RunFiles.BestCheckpoint(run.Path), "model.safetensors");
        Expect(3, $"{weights}: not a file of nmt quantize", "--model", weights);
        Expect(2, "--engine native computes on the CPU only; --device cuda needs --engine torch or auto", "--model", file, "--engine", "native", "--device", "cuda");
        Expect(2, $"--model {file}: only nmt's own engine reads files of nmt quantize; leave out --engine and --device, or name the run's folder", "--model", file, "--engine", "torch");
        Expect(2, "--model: folder not found: ./missing", "--model", "./missing");

        string Write(byte[] damaged)
        {
            File.WriteAllBytes(_folder.Of("damaged.nmt"), damaged);
            return _folder.Of("damaged.nmt");
        }
    }

    [Fact]
    public void A_run_is_not_overwritten_and_an_incomplete_one_leaves_no_file()
    {
        string copy = run.CopyTo(_folder);
        string config = Path.Combine(copy, "config.yaml");
        var overwriting = NmtProcess.Run("quantize", copy, "--output", config);
        Assert.Equal(2, overwriting.ExitCode);
        Assert.Contains("--output", overwriting.ErrorLines[0], StringComparison.Ordinal);
        string weights = Path.Combine(RunFiles.BestCheckpoint(copy), "model.safetensors");
        File.WriteAllBytes(weights, File.ReadAllBytes(weights)[..^4]);
        var damaged = NmtProcess.Run("quantize", copy, "--output", _folder.Of("m.nmt"));
        Assert.Equal(3, damaged.ExitCode);
        Assert.StartsWith($"nmt: {weights}: ", damaged.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path, "m.nmt*"));
        Assert.Equal(2, NmtProcess.Run("quantize", _folder.Of("none")).ExitCode);
    }

    private static double Number(string scored) => double.Parse(scored.Split('\t')[0], System.Globalization.CultureInfo.InvariantCulture);

    private void Expect(int code, string message, params string[] arguments)
    {
        string[] model = arguments.Length == 0 ? ["--model", _folder.Of("damaged.nmt")] : arguments;
        var result = NmtProcess.Run(new NmtCall(["translate", .. model]).WithInput("one\n"));
        Assert.Equal((code, ""), (result.ExitCode, result.Output));
        Assert.StartsWith($"nmt: {message}", result.ErrorLines[0], StringComparison.Ordinal);
    }
}
