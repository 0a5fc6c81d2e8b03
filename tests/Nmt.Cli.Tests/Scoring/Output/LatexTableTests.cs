using Nmt.Cli.Scoring.Output;

namespace Nmt.Cli.Tests.Scoring.Output;

public sealed class LatexTableTests
{
    [Fact]
    public void Cells_are_laid_out_and_escaped_as_by_tabulate()
    {
        // When
        string table = LatexTable.Format(["System", "BLEU (μ ± 95% CI)"], [["a_b&c%.txt", "27.2"], ["B", "27.0 (p = 0.2941)*"]]);

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
    public void Every_character_that_latex_reads_as_its_own_is_escaped() => Assert.Contains(
        @"\$\#\{\}\^{}\textasciitilde{}\textbackslash{}\ensuremath{<}\ensuremath{>}", LatexTable.Format(["s"], [["$#{}^~\\<>"]]), StringComparison.Ordinal);
}
