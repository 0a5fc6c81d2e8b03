using Nmt.Metrics.Reporting;

namespace Nmt.Metrics.Tests.Reporting;

public sealed class ResultTableTests
{
    [Fact]
    public void Cells_of_several_lines_and_odd_widths_are_laid_out_as_in_tabulate()
    {
        // When
        string table = new ResultTable(["System", "BLEU"], [["a", "1.0"], ["longer name", "12.5 (12.4 ± 0.5)\n(p = 0.0010)*"]]).ToGrid();

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

    [Fact]
    public void Latex_cells_are_laid_out_and_escaped_as_in_tabulate()
    {
        // When
        string table = new ResultTable(["System", "BLEU (μ ± 95% CI)"], [["a_b&c%.txt", "27.2"], ["B", "27.0 (p = 0.2941)*"]]).ToLatex();

        // Then: as tabulate 0.8.9 prints it, whose columns are as wide as the text without its escapes.
        Assert.Equal(
            """
            \begin{tabular}{rc}
            \toprule
                 System &  BLEU (μ ± 95\% CI)  \\
            \midrule
             a\_b\&c\%.txt &        27.2         \\
                      B & 27.0 (p = 0.2941)*  \\
            \bottomrule
            \end{tabular}

            """.ReplaceLineEndings("\n"),
            table);
    }

    [Fact]
    public void Every_special_character_of_latex_is_escaped() => Assert.Contains(
        @"\$\#\{\}\^{}\textasciitilde{}\textbackslash{}\ensuremath{<}\ensuremath{>}", new ResultTable(["s"], [["$#{}^~\\<>"]]).ToLatex(), StringComparison.Ordinal);
}
