using Nmt.Cli.Output;
using Nmt.TestKit;

namespace Nmt.Cli.Tests.Output;

public sealed class ResultSinkTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Answer_out_of_its_turn_is_an_internal_error()
    {
        // Given
        using var sink = new ResultSink(Plan(null, null), TextWriter.Null);
        sink.Write(Some.Answer(1));

        // When, Then
        Assert.Equal(
            "line 3 was answered where line 2 should have been",
            Assert.Throws<InvalidOperationException>(() => sink.Write(Some.Answer(3))).Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void More_or_fewer_answers_than_lines_are_an_internal_error_and_leave_no_file(long linesRead)
    {
        // Given
        using (var sink = new ResultSink(Plan(_folder.Of("out.txt"), _folder.Of("out.align")), TextWriter.Null))
        {
            sink.Write(Some.Answer(1));

            // When
            var fault = Assert.Throws<InvalidOperationException>(() => sink.Complete(linesRead));

            // Then
            Assert.Equal($"{linesRead} lines were read and 1 answered", fault.Message);
        }

        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Complete_answers_make_both_files_appear()
    {
        // Given
        using var sink = new ResultSink(Plan(_folder.Of("out.txt"), _folder.Of("out.align")), TextWriter.Null);
        sink.Write(Some.Answer(1, Some.Candidate("t", -1, -1, "▁t") with { Attention = new[,] { { 0f, 1f, 0f } } }));
        sink.Write(Some.Answer(2));

        // When
        sink.Complete(2);

        // Then
        Assert.Equal("t\n\n", File.ReadAllText(_folder.Of("out.txt")));
        Assert.Equal("1-0\n\n", File.ReadAllText(_folder.Of("out.align")));
    }

    private static OutputPlan Plan(string? path, string? alignments) =>
        new(OutputFormat.Text, new JsonAlignment(AlignmentKind.None, AlignmentLevel.Subword), path, alignments);
}
