using System.Globalization;
using Nmt.Cli.Output;

namespace Nmt.Cli.Tests.Output;

public sealed class NBestWriterTests
{
    [Fact]
    public void Each_translation_is_a_line_with_the_number_from_0_the_text_the_log_probability_and_the_score()
    {
        // Given
        var line = Some.Answer(3, Some.Candidate("ein Haus", -1.25, -0.41666), Some.Candidate("das Haus", -2, -1));

        // When
        string text = Some.Written(output => new NBestWriter(output), line);

        // Then
        Assert.Equal("2 ||| ein Haus ||| -1.2500 ||| -0.4167\n2 ||| das Haus ||| -2.0000 ||| -1.0000\n", text);
    }

    [Fact]
    public void Blank_line_has_one_empty_translation_so_that_no_number_is_missing()
    {
        Assert.Equal("0 |||  ||| 0.0000 ||| 0.0000\n", Some.Written(output => new NBestWriter(output), Some.Answer(1)));
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
            string text = Some.Written(output => new NBestWriter(output), Some.Answer(1, Some.Candidate("x", -0.5, -0.25)));

            // Then
            Assert.Equal("0 ||| x ||| -0.5000 ||| -0.2500\n", text);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
