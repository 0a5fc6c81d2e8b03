using System.Text.RegularExpressions;
using Nmt.Cli.Console;
using Nmt.Cli.Tests.Console;
using Nmt.Cli.Verbs.Train;
using Nmt.TestKit;
using Nmt.Training;

namespace Nmt.Cli.Tests.Verbs.Train;

public sealed partial class TrainingConsoleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Log_file_has_every_line_with_a_timestamp_and_standard_error_has_those_for_users()
    {
        // When
        string shown = LogSamples(isQuiet: false);

        // Then
        Assert.Equal(
            """
            TIME DBG batch of 7
            TIME INF Update 1200 (epoch 1.50): loss 2.3457/token, 1:00 left, en-de {x} ["a","b"] null
            TIME WRN train.en:3: é "quoted"
            TIME ERR broken
            System.IO.IOException: disk
            TIME INF for the file

            """,
            Time().Replace(File.ReadAllText(_folder.Of("train.log")), "TIME"));
        Assert.Equal(
            """
            Update 1200 (epoch 1.50): loss 2.3457/token, 1:00 left, en-de {x} ["a", "b"] null
            nmt: Warning: train.en:3: é "quoted"
            nmt: Error: broken

            """,
            shown);
    }

    [Fact]
    public void Quiet_training_shows_only_warnings_and_errors() =>
        Assert.Equal("nmt: Warning: train.en:3: é \"quoted\"\nnmt: Error: broken\n", LogSamples(isQuiet: true));

    [Fact]
    public void Log_file_is_appended_to_and_has_no_byte_order_mark()
    {
        // Given
        LogSamples(isQuiet: true);
        long length = new FileInfo(_folder.Of("train.log")).Length;

        // When
        LogSamples(isQuiet: true);

        // Then
        byte[] bytes = File.ReadAllBytes(_folder.Of("train.log"));
        Assert.Equal(2 * length, bytes.Length);
        Assert.True(char.IsAsciiDigit((char)bytes[0]));
    }

    private string LogSamples(bool isQuiet)
    {
        using var error = new StringWriter { NewLine = "\n" };
        using (var writer = new LiveLineWriter(error) { NewLine = "\n" })
        using (var console = new TrainingConsole(writer, _folder.Of("train.log"), isQuiet))
        {
            console.Log.Debug("batch of {Size}", 7);
            console.Log.Information(
                "Update {Update} (epoch {Epoch:F2}): loss {Loss:F4}/token, {Left:l} left, {Pair} {{x}} {Names} {None}",
                1200, 1.5, 2.345678, "1:00", "en-de", new[] { "a", "b" }, null);
            console.Log.Warning("{Place}: {Text}", "train.en:3", "é \"quoted\"");
            console.Log.Error(new IOException("disk"), "broken");
            console.Log.ForContext(TrainingConsole.FileOnly, true).Information("for the file");
        }

        return error.ToString();
    }

    [GeneratedRegex("^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}(?= )", RegexOptions.Multiline)]
    private static partial Regex Time();
}

public sealed class LiveProgressTests : IDisposable
{
    private readonly StringWriter _terminal = new() { NewLine = "\n" };
    private readonly LiveLineWriter _error;
    private readonly ManualClock _clock = new();

    public LiveProgressTests() => _error = new LiveLineWriter(_terminal) { NewLine = "\n" };

    public void Dispose()
    {
        _error.Dispose();
        _terminal.Dispose();
    }

    // Updates done, and how many of the bar's 40 characters are drawn for them.
    [Theory]
    [InlineData(0, 0, "  0%")]
    [InlineData(5, 20, " 50%")]
    [InlineData(10, 40, "100%")]
    public void Line_shows_the_progress_of_training(long update, int drawn, string percentage)
    {
        // When
        Create().Report(Progress(update));

        // Then
        string bar = new string('=', drawn).PadRight(40);
        Assert.Equal([$"update {update}  loss 1.250  100 tokens/s  0:01:05 left  [{bar}]  {percentage}"], Screen.Show(_terminal.ToString(), 110));
    }

    [Fact]
    public void Line_is_not_drawn_for_each_of_many_updates_per_second()
    {
        // Given
        var progress = Create();
        progress.Report(Progress(1));

        // When
        _clock.Advance(LiveProgress.Interval / 2);
        progress.Report(Progress(2));
        string soon = Assert.Single(Screen.Show(_terminal.ToString(), 110));
        _clock.Advance(LiveProgress.Interval / 2);
        progress.Report(Progress(3));

        // Then
        Assert.StartsWith("update 1 ", soon, StringComparison.Ordinal);
        Assert.StartsWith("update 3 ", Assert.Single(Screen.Show(_terminal.ToString(), 110)), StringComparison.Ordinal);
    }

    private LiveProgress Create() => new(_error, () => 110, _clock, new Progress<TrainingProgress>());

    private static TrainingProgress Progress(long update) => new(update, 10, 1.5, 1.25, 99.6, 0.001, TimeSpan.FromSeconds(65), IsLogged: false);
}

public sealed class DurationTests
{
    [Theory]
    [InlineData(0, 0, 0, "0:00:00")]
    [InlineData(0, 0, 59, "0:00:59")]
    [InlineData(2, 5, 9, "2:05:09")]
    [InlineData(27, 0, 1, "27:00:01")]
    public void Time_has_hours_minutes_and_seconds_but_no_days(int hours, int minutes, int seconds, string expected)
    {
        Assert.Equal(expected, Duration.Text(new TimeSpan(hours, minutes, seconds)));
    }

    [Fact]
    public void Fractions_of_a_second_are_dropped()
    {
        Assert.Equal("0:00:01", Duration.Text(TimeSpan.FromMilliseconds(1999)));
    }

    [Fact]
    public void Unknown_time_is_a_question_mark()
    {
        Assert.Equal("?", Duration.Text(null));
    }
}
