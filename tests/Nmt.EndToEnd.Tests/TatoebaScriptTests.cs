using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests;

/// <summary><c>scripts/get-tatoeba</c> splits an archive so that no test sentence occurs in training.</summary>
public sealed class TatoebaScriptTests : IDisposable
{
    private static readonly string Script = Path.Combine(RepositoryRoot.Path, "scripts", "get-tatoeba");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Archive_is_split_into_sets_that_share_no_sentence()
    {
        // Given
        // Every third English sentence has a second translation, every fifth Spanish one a second source in different case.
        var archive = Enumerable.Range(0, 6000).Select(i =>
            $"Sentence {i} is here.\tLa frase {i} está aquí.\tCC-BY 2.0\n"
            + (i % 3 == 0 ? $"Sentence {i} is here.\tAquí está la frase {i}.\tCC-BY 2.0\n" : "")
            + (i % 5 == 0 ? $"Here is sentence {i}!\tLA FRASE {i} está aquí…\tCC-BY 2.0\n" : ""));
        string pairs = _folder.Write("spa.txt", string.Concat(archive));

        // When
        var result = Run($"--from {pairs} --to {_folder.Of("first")}");
        var again = Run($"--from {pairs} --to {_folder.Of("second")}");

        // Then
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal(0, again.ExitCode);
        string[] files = [.. Directory.GetFiles(_folder.Of("first")).Select(Path.GetFileName).Order(StringComparer.Ordinal)!];
        Assert.Equal(
            ["test.en", "test.es", "test.refs.es.tsv", "train.en", "train.es", "val.en", "val.es", "val.refs.es.tsv"], files);
        Assert.All(files, file => Assert.Equal(Lines("first", file), Lines("second", file)));
        Assert.Equal(2000, Lines("first", "test.en").Distinct().Count());
        Assert.Equal(Lines("first", "val.es"), Lines("first", "val.refs.es.tsv").Select(line => line.Split('\t')[0]));
        int held = Lines("first", "val.refs.es.tsv").Concat(Lines("first", "test.refs.es.tsv")).Sum(line => line.Split('\t').Length);
        Assert.Equal(6000 + 2000 + 1200, held + Lines("first", "train.es").Length);
        Assert.Empty(Keys("train.en").Intersect(Keys("val.en").Concat(Keys("test.en"))));
        Assert.Empty(Keys("train.es").Intersect(Keys("val.refs.es.tsv").Concat(Keys("test.refs.es.tsv"))));
        Assert.Empty(Keys("val.refs.es.tsv").Intersect(Keys("test.refs.es.tsv")));
    }

    [Theory]
    [InlineData("--language de", 2, "get-tatoeba: unsupported language 'de'; expected es or fr")]
    [InlineData("--from /nowhere/at/all", 2, "get-tatoeba: no such file or folder: /nowhere/at/all")]
    [InlineData("--from FILE", 1, "FILE: too few sentences to hold out 2 x 2000")]
    public void Failure_is_explained_and_leaves_no_files(string arguments, int code, string message)
    {
        // Given
        string file = _folder.Write("few.txt", "One.\tUno.\nTwo.\tDos.\n");

        // When
        var result = Run($"{arguments.Replace("FILE", file, StringComparison.Ordinal)} --to {_folder.Of("out")}");

        // Then
        Assert.Equal(code, result.ExitCode);
        Assert.Equal(message.Replace("FILE", file, StringComparison.Ordinal), result.ErrorLines[0]);
        Assert.False(Directory.Exists(_folder.Of("out")) && Directory.EnumerateFileSystemEntries(_folder.Of("out")).Any());
    }

    private static NmtResult Run(string arguments) => NmtProcess.Shell($"'{Script}' {arguments}");

    private string[] Lines(string folder, string file) => File.ReadAllLines(Path.Combine(_folder.Of(folder), file));

    /// <summary>The sentences of a file without case, spaces and punctuation.</summary>
    private IEnumerable<string> Keys(string file) => Lines("first", file).SelectMany(line => line.Split('\t'))
        .Select(sentence => string.Concat(sentence.ToLowerInvariant().Where(char.IsLetterOrDigit)));
}
