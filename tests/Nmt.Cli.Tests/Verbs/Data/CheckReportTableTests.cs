using Nmt.Cli.Verbs.Data;
using Nmt.Data.Checks;

namespace Nmt.Cli.Tests.Verbs.Data;

public sealed class CheckReportTableTests
{
    [Fact]
    public void Without_a_terminal_every_finding_is_one_plain_line()
    {
        // When
        string text = Render(SomeReport.Create());

        // Then
        Assert.Equal(
            """
            corpus     file     lines words characters ratio unknown scripts
            train      train.en 1,200 9,000     45,000  0.92   0.03% latin 91.67%, greek 8.33%
            train      train.de 1,201 8,000     50,000  0.92      0% latin 100%
            validation valid.en     0     0          0
            validation valid.de     0     0          0

            level   code         corpus     file         count first lines message
            error   empty-corpus validation valid.en         1             the file is empty
            warning tab-like     train      a file [red]     3 7, 9, ...   with "quotes" and é
            info    copied-line  train      train.en         1 5           the same

            1 error, 1 warning, 1 note

            """,
            text);
    }

    [Fact]
    public void Long_paths_and_messages_are_not_wrapped()
    {
        // Given
        string path = string.Concat(Enumerable.Repeat("folder name/", 60)) + "train.en";
        var report = new CheckReport([], [new Finding("x", FindingLevel.Error, "train", path, 1, [1], new string('m', 500))]);

        // Then
        Assert.Contains($"{path}     1 1           {new string('m', 500)}\n", Render(report), StringComparison.Ordinal);
    }

    private static string Render(CheckReport report)
    {
        using var error = new StringWriter { NewLine = "\n" };
        new CheckReportTable(error, isTerminal: false).Write(report);
        return error.ToString();
    }
}
