using System.Text;
using Nmt.Data.Checks;
using Nmt.TestKit;
using Nmt.Text.Lines;

namespace Nmt.Data.Tests.Checks;

/// <summary>Corpora of a test in their own folder.</summary>
internal sealed class CheckedFiles : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<CheckedCorpus> _corpora = [];

    /// <summary>Path of a file.</summary>
    public string Of(string name) => _folder.Of(name);

    /// <summary>Adds a corpus of two files, <c>NAME.src</c> and <c>NAME.tgt</c>.</summary>
    public CheckedFiles Add(CorpusRole role, string name, byte[] source, byte[] target)
    {
        File.WriteAllBytes(Of(name + ".src"), source);
        File.WriteAllBytes(Of(name + ".tgt"), target);
        _corpora.Add(new CheckedCorpus(name, role, [Files(name)]));
        return this;
    }

    /// <summary>Adds a corpus of lines that end in a line feed.</summary>
    public CheckedFiles Add(CorpusRole role, string name, IEnumerable<string> source, IEnumerable<string> target) =>
        Add(role, name, Bytes(source), Bytes(target));

    public ParallelFiles Files(string name) => new() { Source = Of(name + ".src"), Target = Of(name + ".tgt") };

    public CheckReport Check(CheckOptions? options = null) => new CorpusCheck(options ?? new CheckOptions()).Run(_corpora);

    /// <summary>The findings in short, such as <c>error invalid-utf8 train.src 3,7</c>, followed by the count if not all lines are listed.</summary>
    public static string[] Short(CheckReport report) => [.. report.Findings.Select(finding =>
        $"{finding.Level.ToString().ToLowerInvariant()} {finding.Code} {Path.GetFileName(finding.File)} {string.Join(',', finding.Lines)}"
        + (finding.Count == finding.Lines.Count ? "" : $" of {finding.Count}"))];

    public static byte[] Bytes(IEnumerable<string> lines) => Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")));

    public void Dispose() => _folder.Dispose();
}
