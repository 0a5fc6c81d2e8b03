using Nmt.TestKit;
using Nmt.Text.Lines;

namespace Nmt.Text.Tests.Lines;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void File_is_created_and_then_replaced_and_nothing_else_is_left()
    {
        string path = _folder.Of("state.json");

        AtomicFile.WriteText(path, "first, and longer");
        AtomicFile.WriteText(path, "zweitens ü\n");

        Assert.Equal("zweitens ü\n"u8.ToArray(), File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Failed_replacement_leaves_the_old_contents_and_no_temporary_file()
    {
        // A folder with the file's name cannot be replaced by a file.
        string path = _folder.Of("taken");
        Directory.CreateDirectory(path);

        Assert.ThrowsAny<Exception>(() => AtomicFile.WriteText(path, "new"));

        Assert.True(Directory.Exists(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Text_that_is_not_Unicode_is_rejected_and_the_file_kept()
    {
        string path = _folder.Write("kept", "old");

        Assert.ThrowsAny<ArgumentException>(() => AtomicFile.WriteText(path, "\ud800"));

        Assert.Equal("old", File.ReadAllText(path));
    }

    [Fact]
    public void Temporary_file_left_by_a_crash_is_overwritten()
    {
        string path = _folder.Of("state.json");
        _folder.Write("state.json.tmp", "half of a much longer te");

        AtomicFile.WriteText(path, "whole");

        Assert.Equal("whole", File.ReadAllText(path));
        Assert.False(File.Exists(path + ".tmp"));
    }

    [Fact]
    public void File_that_is_not_complete_never_appears()
    {
        string path = _folder.Write("kept", "old");

        using (var file = AtomicFile.Create(path))
        {
            file.Stream.Write("half"u8);
        }

        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(_folder.Path));
    }
}
