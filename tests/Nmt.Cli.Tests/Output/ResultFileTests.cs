using System.Diagnostics;
using Nmt.Cli.Output;
using Nmt.TestKit;

namespace Nmt.Cli.Tests.Output;

public sealed class ResultFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_a_path_results_go_to_standard_output_which_stays_open()
    {
        // Given
        using var standardOutput = new StringWriter();

        // When
        using (var result = ResultFile.Open(null, standardOutput))
        {
            result.Writer.Write("one\n");
            result.Complete();
        }

        // Then
        standardOutput.Write("two\n");
        Assert.Equal("one\ntwo\n", standardOutput.ToString());
    }

    [Fact]
    public void File_appears_when_it_is_complete_and_replaces_an_existing_one()
    {
        // Given
        string path = _folder.Write("out.txt", "before\n");

        // When
        string during;
        using (var result = ResultFile.Open(path, TextWriter.Null))
        {
            result.Writer.WriteLine("größer");
            result.Writer.Flush();
            during = File.ReadAllText(path);
            result.Complete();
        }

        // Then
        Assert.Equal("before\n", during);
        Assert.Equal("größer\n"u8.ToArray(), File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Incomplete_file_never_appears_and_leaves_nothing_behind()
    {
        // When
        using (var result = ResultFile.Open(_folder.Of("out.txt"), TextWriter.Null))
        {
            result.Writer.WriteLine("half");
        }

        // Then
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Incomplete_file_leaves_an_existing_one_unchanged()
    {
        // Given
        string path = _folder.Write("out.txt", "before\n");

        // When
        using (var result = ResultFile.Open(path, TextWriter.Null))
        {
            result.Writer.WriteLine("half");
        }

        // Then
        Assert.Equal("before\n", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
    }

    // Without writing to one: if the test may replace devices, a bug here would replace the machine's /dev/null.
    [Theory]
    [InlineData("/dev/null", true)]
    [InlineData("/dev/stdout", true)]
    [InlineData("/dev/../dev/fd/1", true)]
    [InlineData("/dev/shm/out.txt", false)]
    [InlineData("/home/dev/null", false)]
    [InlineData("dev/null", false)]
    public void Device_is_written_to_and_not_replaced(string path, bool expected)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Assert.Equal(expected, ResultFile.IsDevice(path));
    }

    [Fact]
    public void Named_pipe_is_written_to_and_not_replaced()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // Given: a pipe with a reader, without which it cannot be opened.
        string pipe = _folder.Of("pipe");
        using (var make = Process.Start("mkfifo", [pipe]))
        {
            make.WaitForExit();
        }

        using var reader = Process.Start(new ProcessStartInfo("cat", [pipe]) { RedirectStandardOutput = true })!;

        // When
        using (var result = ResultFile.Open(pipe, TextWriter.Null))
        {
            result.Writer.WriteLine("through");
            result.Complete();
        }

        // Then
        Assert.Equal("through\n", reader.StandardOutput.ReadToEnd());
        Assert.Equal([pipe], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Link_is_followed_and_not_replaced()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // Given
        string path = _folder.Write("real.txt", "before\n");
        string link = File.CreateSymbolicLink(_folder.Of("link.txt"), path).FullName;

        // When
        using (var result = ResultFile.Open(link, TextWriter.Null))
        {
            result.Writer.WriteLine("after");
            result.Complete();
        }

        // Then
        Assert.NotNull(new FileInfo(link).LinkTarget);
        Assert.Equal("after\n", File.ReadAllText(path));
        Assert.Equal(2, Directory.GetFiles(_folder.Path).Length);
    }
}
