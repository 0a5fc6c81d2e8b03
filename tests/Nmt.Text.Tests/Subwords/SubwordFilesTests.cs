using Nmt.TestKit;
using Nmt.Text.Subwords;

namespace Nmt.Text.Tests.Subwords;

/// <summary>Where a run folder keeps its subword models.</summary>
public sealed class SubwordFilesTests : IDisposable
{
    private readonly TemporaryFolder _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public void A_shared_model_is_in_the_run_folder_itself()
    {
        Assert.Equal(new Sides<string>(_run.Path), SubwordFiles.FoldersIn(_run.Path));
        _run.Write("vocab.txt", "");
        Assert.Equal(new Sides<string>(_run.Path), SubwordFiles.FoldersIn(_run.Path));
    }

    [Theory]
    [InlineData("subwords/source/subwords.model")]
    [InlineData("subwords/target/merges.txt")]
    public void A_model_per_side_is_in_a_folder_of_its_own(string file)
    {
        _run.Write(file, "");

        Assert.Equal(new Sides<string>(_run.Of("subwords/source"), _run.Of("subwords/target")), SubwordFiles.FoldersIn(_run.Path));
    }

    [Fact]
    public void All_models_are_deleted_but_nothing_else()
    {
        // Given
        foreach (string file in new[] { "subwords.model", "subwords/source/subwords.tiktoken", "subwords/target/vocab.json", "subwords/target/merges.txt" })
        {
            Assert.Contains(_run.Write(file, ""), SubwordFiles.AllIn(_run.Path));
        }

        string own = _run.Write("subwords/target/notes", "");

        // When
        SubwordFiles.DeleteFrom(_run.Path);

        // Then
        Assert.Equal([own], Directory.GetFiles(_run.Path, "*", SearchOption.AllDirectories));
        Assert.False(Directory.Exists(_run.Of("subwords/source")));
        File.Delete(own);
        SubwordFiles.DeleteFrom(_run.Path);
        Assert.Empty(Directory.GetFileSystemEntries(_run.Path));
    }
}
