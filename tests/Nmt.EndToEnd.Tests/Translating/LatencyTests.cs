using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests.Translating;

/// <summary>How long a line of a stream waits for others. These tests check the order of events, not their duration.</summary>
[Collection(TrainedRunCollection.Name)]
public sealed class LatencyTests(TrainedRun run)
{
    private const string Hour = "3600000";

    [Fact]
    public void Line_waits_for_others_to_fill_the_batch_and_no_longer()
    {
        // Given: a first batch of three is full, so that the next window is one of six.
        string[] lines = ["one", "two three", "", "four", "five six", "one two", "", "three four five", "six", "two"];
        var whole = run.Translate(string.Join('\n', lines) + "\n");
        using var process = Start("--max-latency", Hour, "--set", "search.batch_sentences=3");
        Send(process, lines[..3]);
        WaitForAnswers(process, 3);

        // When: five more lines do not fill it, and the process is otherwise idle.
        Send(process, lines[3..8]);
        Thread.Sleep(TimeSpan.FromSeconds(1));
        int early = Answers(process);
        Send(process, lines[8..9]);
        WaitForAnswers(process, 9);
        Send(process, lines[9..]);
        process.CloseInput();
        var result = process.Wait();

        // Then: the last window went out when no more input could arrive.
        Assert.Equal(3, early);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(whole.OutputLines, result.OutputLines);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("300")]
    public void Single_line_is_answered_while_the_pipe_is_open(string latency)
    {
        // Given
        using var process = Start("--max-latency", latency);

        // When
        process.Write("one two\n");
        WaitForAnswers(process, 1);
        process.Write("three\n");
        WaitForAnswers(process, 2);
        process.CloseInput();

        // Then
        Assert.Equal(0, process.Wait().ExitCode);
    }

    private NmtProcess Start(params string[] more) =>
        NmtProcess.Start(new NmtCall(["translate", "--model", run.Path, "--device", "cpu", .. more]) { Input = null });

    private static void Send(NmtProcess process, string[] lines) => process.Write(string.Concat(lines.Select(line => line + "\n")));

    private static void WaitForAnswers(NmtProcess process, int count) => process.WaitFor(() => Answers(process) >= count, $"answer line {count}");

    private static int Answers(NmtProcess process) => process.OutputSoFar.Count(character => character == '\n');
}
