using Nmt.Cli.Output;
using Nmt.TestKit;

namespace Nmt.Cli.Tests.Output;

public sealed class ResultWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Result_out_of_order_is_an_internal_error()
    {
        // Given
        using var writer = new ResultWriter(Options(null, null), TextWriter.Null);
        writer.Write(Some.Result(1));

        // When, Then
        Assert.Equal(
            "got the result of line 3, expected that of line 2",
            Assert.Throws<InvalidOperationException>(() => writer.Write(Some.Result(3))).Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void More_or_fewer_results_than_lines_are_an_internal_error_and_leave_no_file(long linesRead)
    {
        // Given
        using (var writer = new ResultWriter(Options(_folder.Of("out.txt"), _folder.Of("out.align")), TextWriter.Null))
        {
            writer.Write(Some.Result(1));

            // When
            var fault = Assert.Throws<InvalidOperationException>(() => writer.Complete(linesRead));

            // Then
            Assert.Equal($"{linesRead} lines were read, but 1 results written", fault.Message);
        }

        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Complete_results_make_both_files_appear()
    {
        // Given
        using var writer = new ResultWriter(Options(_folder.Of("out.txt"), _folder.Of("out.align")), TextWriter.Null);
        writer.Write(Some.Result(1, Some.Hypothesis("t", -1, -1, "▁t") with { Attention = [[0, 1, 0, 0]] }));
        writer.Write(Some.Result(2));

        // When
        writer.Complete(2);

        // Then
        Assert.Equal("t\n\n", File.ReadAllText(_folder.Of("out.txt")));
        Assert.Equal("1-0\n\n", File.ReadAllText(_folder.Of("out.align")));
    }

    private static OutputOptions Options(string? path, string? alignments) =>
        new(OutputFormat.Text, new Alignment(AlignmentKind.None, AlignmentLevel.Subword), path, alignments);
}
