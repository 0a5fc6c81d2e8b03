using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests;

/// <summary>Loading libtorch takes about a second, so verbs that can do without it must not load it. The dynamic loader's log shows it.</summary>
[Collection(TrainedRunCollection.Name)]
public sealed class NativeLibraryTests(TrainedRun run) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Verbs_without_training_do_not_load_libtorch_on_a_cpu()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        // Given
        string reference = _folder.Write("ref.txt", "one\n");

        // Then: the first shows that the loader would have logged it.
        Assert.True(LoadsTorch("translate", "--model", run.Path, "--device", "cpu", "--engine", "torch"));
        Assert.False(LoadsTorch("translate", "--model", run.Path));
        Assert.False(LoadsTorch("translate", "--model", run.Path, "--device", "cpu", "--beam", "2"));
        Assert.False(LoadsTorch("score", "--model", run.Path, "--engine", "native", reference, reference));
        Assert.False(LoadsTorch("--help"));
        Assert.False(LoadsTorch("train", "--help"));
        Assert.False(LoadsTorch("bleu", reference));
        Assert.False(LoadsTorch("aer", "--gold", reference, "--hypotheses", reference));
        Assert.False(LoadsTorch("train", "--config", "none.yaml"));
        Assert.False(LoadsTorch("subwords", "train", "--hard-vocab-limit=false", "--model-prefix", _folder.Of("m")));
        Assert.False(LoadsTorch("subwords", "encode", "--model", _folder.Of("m.model")));
        Assert.False(LoadsTorch("subwords", "decode", "--input-format=id", "--model", _folder.Of("m.model")));
        Assert.False(LoadsTorch("data", "check", "--config", new TinyCorpus(_folder, pairs: 10).Config));
    }

    /// <summary>Whether libtorch was requested from the dynamic loader: glibc logs its actions to a file per process.</summary>
    private bool LoadsTorch(params string[] arguments)
    {
        string log = _folder.Of("loader-" + Directory.GetFiles(_folder.Path).Length);
        var call = new NmtCall(arguments)
        {
            Environment = new Dictionary<string, string> { ["LD_DEBUG"] = "files", ["LD_DEBUG_OUTPUT"] = log },
        }.WithInput("one\n");
        NmtProcess.Run(call);
        string[] logs = Directory.GetFiles(_folder.Path, Path.GetFileName(log) + ".*");
        Assert.NotEmpty(logs);
        return logs.SelectMany(File.ReadLines).Any(line => line.Contains("libtorch", StringComparison.Ordinal));
    }
}
