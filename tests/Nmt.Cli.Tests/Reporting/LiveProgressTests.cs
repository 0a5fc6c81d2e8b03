using System.Text.RegularExpressions;
using Nmt.Cli.Reporting;
using Nmt.Training;
using Spectre.Console;

namespace Nmt.Cli.Tests.Reporting;

public sealed partial class LiveProgressTests
{
    // What is done and how many characters of the bar, which has 40, are drawn for it.
    [Theory]
    [InlineData(0, 0, "  0%")]
    [InlineData(5, 20, " 50%")]
    [InlineData(10, 40, "100%")]
    public void Line_says_where_training_is(long update, int drawn, string percentage)
    {
        // When
        string[] lines = Lines(new TrainingProgress(update, 10, 1.5, 1.25, 99.6, 0.001, TimeSpan.FromSeconds(65), IsLogged: false));

        // Then
        string bar = new string('━', drawn).PadRight(40);
        Assert.Equal([$"update {update}  loss 1.250  100 tokens/s  0:01:05 left {bar} {percentage}"], lines);
    }

    /// <summary>What a terminal shows at one time, without blank lines.</summary>
    private static string[] Lines(TrainingProgress progress)
    {
        using var terminal = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(terminal), Ansi = AnsiSupport.Yes, ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.Yes,
        });
        console.Profile.Width = 100;
        console.Profile.Height = 24;
        string shown = "";
        console.Progress().AutoRefresh(false).AutoClear(true).Columns(LiveProgress.Columns()).Start(context =>
        {
            new LiveProgress(context, new Progress<TrainingProgress>()).Report(progress);
            terminal.GetStringBuilder().Clear();
            context.Refresh();
            shown = terminal.ToString();
        });
        return [.. ControlSequence().Replace(shown, "").Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];
    }

    [GeneratedRegex(@"\x1b\[[0-9;?]*[A-Za-z]|\r")]
    private static partial Regex ControlSequence();
}
