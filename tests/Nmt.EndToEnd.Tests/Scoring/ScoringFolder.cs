using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests.Scoring;

/// <summary>Files to score and the verb that scores them.</summary>
public abstract class ScoringFolder : IDisposable
{
    protected TemporaryFolder Folder { get; } = new();

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected static NmtResult Bleu(params string[] arguments) => NmtProcess.Run(["bleu", .. arguments]);

    protected static NmtResult BleuOf(string input, params string[] arguments) =>
        NmtProcess.Run(new NmtCall(["bleu", .. arguments]).WithInput(input));

    /// <summary>A file of lines.</summary>
    protected string Write(string name, params string[] lines) => Folder.Write(name, string.Concat(lines.Select(line => line + "\n")));
}
