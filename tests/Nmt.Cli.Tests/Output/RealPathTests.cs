using Nmt.Cli.Output;
using Nmt.TestKit;

namespace Nmt.Cli.Tests.Output;

public sealed class RealPathTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("file")]
    [InlineData("./file")]
    [InlineData("sub/../file")]
    [InlineData("link")]
    [InlineData("second")]
    [InlineData("sub/up/file")]
    [InlineData("sub/up/sub/up/second")]
    public void All_spellings_and_links_of_a_file_have_one_path(string spelling)
    {
        // Given
        string file = _folder.Write("file", "");
        Directory.CreateDirectory(_folder.Of("sub"));
        File.CreateSymbolicLink(_folder.Of("link"), "file");
        File.CreateSymbolicLink(_folder.Of("second"), _folder.Of("link"));
        Directory.CreateSymbolicLink(_folder.Of("sub/up"), "..");

        // Then
        Assert.Equal(RealPath.Of(file), RealPath.Of(_folder.Of(spelling)));
    }

    [Fact]
    public void File_need_not_exist()
    {
        Assert.Equal(Path.Combine(RealPath.Of(_folder.Path), "no", "file"), RealPath.Of(_folder.Of("no/file")));
    }

    [Fact]
    public void Links_in_a_circle_end()
    {
        // Given
        File.CreateSymbolicLink(_folder.Of("a"), "b");
        File.CreateSymbolicLink(_folder.Of("b"), "a");

        // Then
        Assert.StartsWith(RealPath.Of(_folder.Path), RealPath.Of(_folder.Of("a")), StringComparison.Ordinal);
    }
}
