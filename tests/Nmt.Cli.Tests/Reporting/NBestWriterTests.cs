using System.Globalization;
using Nmt.Cli.Reporting;
using Nmt.Search;

namespace Nmt.Cli.Tests.Reporting;

public sealed class NBestWriterTests
{
    [Fact]
    public void Each_translation_is_a_line_with_the_number_from_0_the_text_the_log_probability_and_the_score()
    {
        // Given
        var line = Line(number: 3, new("ein Haus", Hypothesis(-1.25, -0.41666)), new("das Haus", Hypothesis(-2, -1)));

        // When
        string text = Written(line);

        // Then
        Assert.Equal("2 ||| ein Haus ||| -1.2500 ||| -0.4167\n2 ||| das Haus ||| -2.0000 ||| -1.0000\n", text);
    }

    [Fact]
    public void Blank_line_has_one_empty_translation_so_that_no_number_is_missing()
    {
        Assert.Equal("0 |||  ||| 0.0000 ||| 0.0000\n", Written(Line(number: 1)));
    }

    [Fact]
    public void Numbers_have_a_point_in_every_culture()
    {
        // Given
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");

            // When
            string text = Written(Line(number: 1, new Translation("x", Hypothesis(-0.5, -0.25))));

            // Then
            Assert.Equal("0 ||| x ||| -0.5000 ||| -0.2500\n", text);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static FinishedHypothesis Hypothesis(double logProbability, double score) => new([], logProbability, score, IsComplete: true);

    private static TranslatedLine Line(long number, params Translation[] translations) =>
        new(number, "source", translations, SourceLength: 1, WasCropped: false);

    private static string Written(TranslatedLine line)
    {
        using var output = new StringWriter();
        NBestWriter.Write(line, output);
        return output.ToString();
    }
}
