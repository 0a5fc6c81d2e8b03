using System.Globalization;
using Nmt.Cli.Output;

namespace Nmt.Cli.Tests.Output;

/// <summary>The plain-text formats.</summary>
public sealed class LineFormatsTests
{
    [Fact]
    public void Text_is_the_best_translation()
    {
        // Given
        var line = Some.Result(1, Some.Hypothesis("best", -1, -1), Some.Hypothesis("second", -2, -2));

        // When, Then
        Assert.Equal("best\n", Some.Written(LineFormats.WriteText, line));
    }

    [Fact]
    public void Line_ends_that_a_model_generates_become_spaces()
    {
        // Given
        var line = Some.Result(1, Some.Hypothesis("a\nb\r\nc\u2028d", -1, -1));

        // When, Then: U+2028 ends no line of a file.
        Assert.Equal("a b  c\u2028d\n", Some.Written(LineFormats.WriteText, line));
    }

    [Fact]
    public void Scored_text_comes_after_log_probability_and_score()
    {
        Assert.Equal(
            "-1.5000\t-0.2500\ttext\n", Some.Written(LineFormats.WriteScored, Some.Result(1, Some.Hypothesis("text", -1.5, -0.25))));
    }

    [Fact]
    public void Line_without_a_translation_is_a_line_in_every_format()
    {
        // Given
        var nothing = Some.Result(1);

        // When, Then
        Assert.Equal("\n", Some.Written(LineFormats.WriteText, nothing));
        Assert.Equal("0.0000\t0.0000\t\n", Some.Written(LineFormats.WriteScored, nothing));
        Assert.Equal("0.0000\n", Some.Written(LineFormats.WriteLogProbability, nothing));
        Assert.Equal("\n", Some.Written(new Alignment(AlignmentKind.None, AlignmentLevel.Word).WritePharaoh, nothing));
    }

    [Fact]
    public void Given_text_has_only_its_log_probability()
    {
        Assert.Equal("-1.5000\n", Some.Written(LineFormats.WriteLogProbability, Some.Result(1, Some.Hypothesis("text", -1.5, -0.25))));
    }

    [Fact]
    public void Each_translation_of_a_list_is_a_line_with_the_number_from_0_the_text_the_log_probability_and_the_score()
    {
        // Given
        var line = Some.Result(3, Some.Hypothesis("ein Haus", -1.25, -0.41666), Some.Hypothesis("das Haus", -2, -1));

        // When
        string text = Some.Written(LineFormats.WriteNBest, line);

        // Then
        Assert.Equal("2 ||| ein Haus ||| -1.2500 ||| -0.4167\n2 ||| das Haus ||| -2.0000 ||| -1.0000\n", text);
    }

    [Fact]
    public void Blank_line_has_one_empty_translation_in_a_list_so_that_no_number_is_missing()
    {
        Assert.Equal("0 |||  ||| 0.0000 ||| 0.0000\n", Some.Written(LineFormats.WriteNBest, Some.Result(1)));
    }

    [Fact]
    public void Numbers_have_a_decimal_point_in_every_culture()
    {
        // Given
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");

            // When
            string text = Some.Written(LineFormats.WriteNBest, Some.Result(1, Some.Hypothesis("x", -0.5, -0.25)));

            // Then
            Assert.Equal("0 ||| x ||| -0.5000 ||| -0.2500\n", text);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
