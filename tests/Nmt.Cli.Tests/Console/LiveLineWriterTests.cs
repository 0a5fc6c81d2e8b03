using Nmt.Cli.Console;

namespace Nmt.Cli.Tests.Console;

public sealed class LiveLineWriterTests : IDisposable
{
    private readonly StringWriter _terminal = new() { NewLine = "\n" };
    private readonly LiveLineWriter _error;

    public LiveLineWriterTests() => _error = new LiveLineWriter(_terminal) { NewLine = "\n" };

    public void Dispose()
    {
        _error.Dispose();
        _terminal.Dispose();
    }

    [Fact]
    public void Without_a_live_line_messages_are_unchanged()
    {
        // When
        _error.WriteLine("one");
        _error.Write("two");
        _error.Write('!');
        _error.WriteLine();
        _error.Write("");
        _error.WriteLine("{0} {1}", 3, "four");

        // Then
        Assert.Equal("one\ntwo!\n3 four\n", _terminal.ToString());
    }

    [Theory]
    [InlineData(20)]
    [InlineData(80)]
    [InlineData(110)]
    public void Message_of_any_length_leaves_no_remains_of_the_live_line(int columns)
    {
        // Given
        string[] messages = [.. new[] { 1, columns - 1, columns, columns + 1, (2 * columns) + 3, 5 }.Select(length => new string('m', length))];

        // When
        foreach (string message in messages)
        {
            _error.Show(new string('l', columns - 1));
            _error.WriteLine(message);
        }

        // Then: the messages, as the terminal wraps them, and below them the live line.
        string[] expected = [.. messages.SelectMany(message => message.Chunk(columns).Select(row => new string(row))), new string('l', columns - 1)];
        Assert.Equal(expected, Screen.Show(_terminal.ToString(), columns));
    }

    [Fact]
    public void Live_line_is_replaced_by_a_shorter_one_and_cleared()
    {
        // When
        _error.Show("a long line");
        _error.Show("short");
        string[] shown = Screen.Show(_terminal.ToString(), 80);
        _error.Clear();

        // Then
        Assert.Equal(["short"], shown);
        Assert.Equal([""], Screen.Show(_terminal.ToString(), 80));
    }

    [Fact]
    public void Live_line_waits_for_the_end_of_a_message()
    {
        // When
        _error.Write("begun, ");
        _error.Show("live");
        _error.WriteLine("ended");

        // Then
        Assert.Equal(["begun, ended", "live"], Screen.Show(_terminal.ToString(), 80));
    }

    [Fact]
    public void After_clearing_messages_are_unchanged()
    {
        // Given
        _error.Show("live");
        _error.Clear();
        _terminal.GetStringBuilder().Clear();

        // When
        _error.Clear();
        _error.WriteLine("message");

        // Then
        Assert.Equal("message\n", _terminal.ToString());
    }
}

public sealed class LiveStateTests
{
    [Theory]
    [InlineData(0.0, 0, "  0%")]
    [InlineData(0.5, 20, " 50%")]
    [InlineData(0.999, 39, " 99%")]
    [InlineData(1.0, 40, "100%")]
    [InlineData(1.5, 40, "100%")] // The input has grown.
    public void Line_has_text_time_bar_and_percentage(double share, int drawn, string percentage) => Assert.Equal(
        $"working  0:01:05 left  [{new string('=', drawn).PadRight(40)}]  {percentage}",
        new LiveState("working", share, TimeSpan.FromSeconds(65)).ToLine(100));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(27)]
    [InlineData(40)]
    [InlineData(80)]
    public void Line_is_shorter_than_the_terminal_is_wide(int columns)
    {
        // When
        string line = new LiveState("translating 1,024 lines", 0.5, TimeSpan.FromSeconds(65)).ToLine(columns);

        // Then
        Assert.True(line.Length <= Math.Max(0, columns - 1), line);
        Assert.StartsWith(line[..Math.Min(line.Length, 11)], "translating", StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_share_and_time_are_left_out()
    {
        Assert.Equal("update 3", new LiveState("update 3", null, null).ToLine(80));
        Assert.Equal("update 3  0:00:09 left", new LiveState("update 3", null, TimeSpan.FromSeconds(9)).ToLine(80));
        Assert.StartsWith("work  ? left  [", new LiveState("work", 0, null).ToLine(80), StringComparison.Ordinal);
    }
}

public sealed class TerminalTests
{
    [Theory]
    [InlineData("123 (nmt) S 100 123 100 34816 123 4194304 1", false)]
    [InlineData("123 (nmt) S 100 123 100 34816 100 4194304 1", true)]
    [InlineData("123 (a) b (c)) S 100 123 100 34816 100 4194304 1", true)]
    [InlineData("123 (nmt) S 100 123 100 0 -1 4194304 1", false)] // No terminal.
    [InlineData("", false)]
    public void Process_in_the_background_is_recognized(string stat, bool expected) => Assert.Equal(expected, Terminal.IsInBackground(stat));
}

/// <summary>What a terminal shows: it wraps rows, and knows line feed, carriage return and "erase to the end of the row".</summary>
internal static class Screen
{
    public static string[] Show(string output, int columns)
    {
        var rows = new List<char[]> { Blank(columns) };
        int row = 0;
        int column = 0;
        for (int i = 0; i < output.Length; i++)
        {
            if (output[i] == '\u001b')
            {
                Assert.Equal("[K", output.Substring(i + 1, 2));
                Array.Fill(rows[row], ' ', Math.Min(column, columns - 1), columns - Math.Min(column, columns - 1));
                i += 2;
                continue;
            }

            if (output[i] == '\r')
            {
                column = 0;
                continue;
            }

            if (output[i] == '\n' || column == columns)
            {
                (row, column) = (row + 1, 0);
                rows.Add(Blank(columns));
            }

            if (output[i] != '\n')
            {
                rows[row][column++] = output[i];
            }
        }

        return [.. rows.Select(text => new string(text).TrimEnd())];
    }

    private static char[] Blank(int columns) => [.. Enumerable.Repeat(' ', columns)];
}
