using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests;

/// <summary>Which libtorch is loaded, and with which settings. On Linux, where its libraries are in their own folder.</summary>
[Collection(TrainedRunCollection.Name)]
public sealed class TensorLibraryTests(TrainedRun run) : IDisposable
{
    private static readonly string Built = Path.Combine(Path.GetDirectoryName(NmtProcess.Executable)!, "torch");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("build-version", "2.10.0+cpu\n")]
    [InlineData("version.py", "from typing import Optional\n__version__ = '2.10.1+cu128'\ndebug = False\n")]
    public void Installed_libtorch_replaces_the_one_that_nmt_was_built_with(string file, string text)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        // Given: an installed libtorch, the same one in another folder.
        string libtorch = Installed(file, text);
        string log = _folder.Of("loader");
        var call = new NmtCall("translate", "--model", run.Path, "--device", "cpu", "--engine", "torch")
        {
            Environment = new Dictionary<string, string> { ["LIBTORCH"] = libtorch, ["LD_DEBUG"] = "files", ["LD_DEBUG_OUTPUT"] = log },
        }.WithInput("one\n");

        // When
        var result = NmtProcess.Run(call);

        // Then
        Assert.Equal((0, run.Translate("one\n").Output), (result.ExitCode, result.Output));
        var initialized = Directory.GetFiles(_folder.Path, "loader.*").SelectMany(File.ReadLines)
            .Where(line => line.Contains("calling init: ", StringComparison.Ordinal) && line.EndsWith("libtorch_cpu.so", StringComparison.Ordinal))
            .Select(line => line[(line.IndexOf("calling init: ", StringComparison.Ordinal) + "calling init: ".Length)..]);
        Assert.Equal(Path.Combine(libtorch, "lib", "libtorch_cpu.so"), Assert.Single(initialized));
    }

    [Fact]
    public void Libtorch_of_another_version_is_rejected()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        string libtorch = Installed("build-version", "1.13.1\n");

        Assert.Equal($"nmt: LIBTORCH={libtorch}: this is libtorch 1.13.1; nmt needs libtorch 2.10\nTry 'nmt translate --help'.\n", Refused(libtorch));
    }

    [Fact]
    public void Libtorch_of_an_unknown_version_is_rejected()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        string libtorch = Installed("README", "none\n");

        Assert.Equal(
            $"nmt: LIBTORCH={libtorch}: neither build-version nor version.py contains the version; nmt needs libtorch 2.10\n"
            + "Try 'nmt translate --help'.\n",
            Refused(libtorch));
    }

    [Fact]
    public void Folder_without_libtorch_is_rejected()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        Assert.Equal(
            $"nmt: LIBTORCH={_folder.Path}: lib/libtorch_cpu.so does not exist; set it to the folder of an unpacked libtorch or of pip's torch\n"
            + "Try 'nmt translate --help'.\n",
            Refused(_folder.Path));
    }

    [Fact]
    public void Choice_of_kernels_can_be_left_to_mkl()
    {
        // When
        var result = NmtProcess.Run(new NmtCall("--version") { Environment = new Dictionary<string, string> { ["NMT_MKL_DISPATCH"] = "native" } });

        // Then: on Intel processors there is nothing to report.
        string blas = Assert.Single(result.OutputLines, line => line.StartsWith("BLAS: ", StringComparison.Ordinal));
        Assert.Matches(@"^BLAS: (unknown|MKL [\d.]+(, default kernels \(NMT_MKL_DISPATCH=native\))?)$", blas);
    }

    private string Refused(string libtorch)
    {
        var result = NmtProcess.Run(new NmtCall("translate", "--model", run.Path, "--engine", "torch")
        {
            Environment = new Dictionary<string, string> { ["LIBTORCH"] = libtorch },
        }.WithInput("one\n"));
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        return result.Error;
    }

    private string Installed(string file, string text)
    {
        string folder = _folder.Of("libtorch");
        Directory.CreateDirectory(Path.Combine(folder, "lib"));
        File.WriteAllText(Path.Combine(folder, file), text);
        foreach (string library in Directory.GetFiles(Built).Where(path => !path.EndsWith("libLibTorchSharp.so", StringComparison.Ordinal)))
        {
            File.CreateSymbolicLink(Path.Combine(folder, "lib", Path.GetFileName(library)), library);
        }

        return folder;
    }
}
