using Nmt.Cli.Scoring.Output;

namespace Nmt.Cli.Tests.Scoring.Output;

public sealed class GridTableTests
{
    [Fact]
    public void Cells_of_several_lines_and_odd_widths_are_laid_out_as_by_tabulate()
    {
        // When
        string table = GridTable.Format(["System", "BLEU"], [["a", "1.0"], ["longer name", "12.5 (12.4 ± 0.5)\n(p = 0.0010)*"]]);

        // Then
        Assert.Equal(
            """
            ╒═════════════╤═══════════════════╕
            │      System │       BLEU        │
            ╞═════════════╪═══════════════════╡
            │           a │        1.0        │
            ├─────────────┼───────────────────┤
            │ longer name │ 12.5 (12.4 ± 0.5) │
            │             │   (p = 0.0010)*   │
            ╘═════════════╧═══════════════════╛

            """.ReplaceLineEndings("\n"),
            table);
    }
}
