using System.Text.RegularExpressions;
using Nmt.Cli.Reporting;
using Nmt.TestKit;

namespace Nmt.Cli.Tests.Reporting;

public sealed partial class TrainingConsoleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Log_file_has_every_line_with_its_time_and_standard_error_those_for_people()
    {
        // When
        string shown = Say(isQuiet: false);

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
    public void Quiet_training_shows_warnings_and_errors_only() =>
        Assert.Equal("nmt: Warning: train.en:3: é \"quoted\"\nnmt: Error: broken\n", Say(isQuiet: true));

    [Fact]
    public void Log_file_goes_on_where_it_ended_and_has_no_byte_order_mark()
    {
        // Given
        Say(isQuiet: true);
        long length = new FileInfo(_folder.Of("train.log")).Length;

        // When
        Say(isQuiet: true);

        // Then
        byte[] bytes = File.ReadAllBytes(_folder.Of("train.log"));
        Assert.Equal(2 * length, bytes.Length);
        Assert.True(char.IsAsciiDigit((char)bytes[0]));
    }

    private string Say(bool isQuiet)
    {
        using var error = new StringWriter { NewLine = "\n" };
        using (var console = new TrainingConsole(error, _folder.Of("train.log"), isQuiet))
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
