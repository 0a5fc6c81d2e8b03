using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests;

/// <summary>One tiny model, trained once by the executable, for all tests that need a trained one.</summary>
public sealed class TrainedRun : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TrainedRun()
    {
        Corpus = new TinyCorpus(_folder);
        Training = NmtProcess.Run(new NmtCall(TrainInto(Path)));
        if (Training.ExitCode != 0)
        {
            throw new InvalidOperationException($"The tiny training failed with code {Training.ExitCode}: {Training.Error}");
        }
    }

    public TinyCorpus Corpus { get; }

    /// <summary>The output of training.</summary>
    public NmtResult Training { get; }

    /// <summary>The command that trained the run, for any folder.</summary>
    public string[] TrainInto(string folder) =>
        ["train", "--config", Corpus.Config, "--run-dir", folder, "--device", "cpu", "--set", "training.max_updates=400",
            "--set", "training.validate_every=100", .. Corpus.WithTest];

    /// <summary>The run's folder.</summary>
    public string Path => _folder.Of("run");

    /// <summary>Path of a file of the corpus.</summary>
    /// <param name="name">As in <c>test.en</c>.</param>
    public string FileOfCorpus(string name) => _folder.Of(name);

    /// <summary>Translates on the CPU.</summary>
    public NmtResult Translate(string input, params string[] more) =>
        NmtProcess.Run(new NmtCall(["translate", "--model", Path, "--device", "cpu", .. more]).WithInput(input));

    /// <summary>A copy of the run, to be damaged or resumed.</summary>
    public string CopyTo(TemporaryFolder folder)
    {
        string copy = folder.Of("copy");
        foreach (string file in Directory.GetFiles(Path, "*", SearchOption.AllDirectories))
        {
            string target = System.IO.Path.Combine(copy, System.IO.Path.GetRelativePath(Path, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return copy;
    }

    public void Dispose() => _folder.Dispose();
}
