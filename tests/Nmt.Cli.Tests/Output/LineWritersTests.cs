using Nmt.Cli.Output;

namespace Nmt.Cli.Tests.Output;

/// <summary>The forms of one line for each line.</summary>
public sealed class LineWritersTests
{
    [Fact]
    public void Text_is_the_best_translation()
    {
        // Given
        var line = Some.Answer(1, Some.Candidate("best", -1, -1), Some.Candidate("second", -2, -2));

        // When, Then
        Assert.Equal("best\n", Some.Written(output => new TranslationWriter(output), line));
    }

    [Fact]
    public void Line_ends_that_a_model_says_become_spaces()
    {
        // Given
        var line = Some.Answer(1, Some.Candidate("a\nb\r\nc\u2028d", -1, -1));

        // When, Then: U+2028 ends no line of a file.
        Assert.Equal("a b  c\u2028d\n", Some.Written(output => new TranslationWriter(output), line));
    }

    [Fact]
    public void Scored_text_stands_behind_log_probability_and_score()
    {
        Assert.Equal(
            "-1.5000\t-0.2500\ttext\n", Some.Written(output => new ScoredWriter(output), Some.Answer(1, Some.Candidate("text", -1.5, -0.25))));
    }

    [Fact]
    public void Line_without_a_translation_is_a_line_in_every_form()
    {
        // Given
        var nothing = Some.Answer(1);

        // When, Then
        Assert.Equal("\n", Some.Written(output => new TranslationWriter(output), nothing));
        Assert.Equal("0.0000\t0.0000\t\n", Some.Written(output => new ScoredWriter(output), nothing));
        Assert.Equal("0.0000\n", Some.Written(output => new LogProbabilityWriter(output), nothing));
        Assert.Equal("\n", Some.Written(output => new AlignmentWriter(output, AlignmentLevel.Word), nothing));
    }

    [Fact]
    public void Given_text_has_its_log_probability_only()
    {
        Assert.Equal("-1.5000\n", Some.Written(output => new LogProbabilityWriter(output), Some.Answer(1, Some.Candidate("text", -1.5, -0.25))));
    }
}
