using Nmt.Plots.Heatmaps;

namespace Nmt.Plots.Tests.Heatmaps;

public sealed class TextHeatmapTests
{
    [Fact]
    public void Cells_have_a_shade_and_a_percentage_under_the_beginning_of_their_label()
    {
        // Given
        var matrix = new AttentionMatrix("Sentence 1", ["▁the", "▁beautiful", "▁cat"], ["▁le", "▁chat"], new[,] { { 1f, 0f, 0.004f }, { 0.05f, 0.3f, 0.65f } })
        {
            Caption = "run, update 3",
        };

        // When
        string[] lines = Lines(new TextHeatmap(80, usesColour: false), matrix);

        // Then
        Assert.Equal(
            ["Sentence 1", "run, update 3", "", "      ␣the ␣beautiful ␣cat", "  ␣le █100", "␣chat ░  5 ▒ 30       ▓ 65"], lines);
    }

    [Fact]
    public void Coloured_cells_have_their_weight_and_no_shade()
    {
        // Given
        var matrix = new AttentionMatrix("1", ["a"], ["x", "y"], new[,] { { 0.25f }, { float.NaN } });

        // When
        var spans = new TextHeatmap(80, usesColour: true).Render(matrix).SelectMany(line => line).Where(span => span.Weight is not null).ToList();

        // Then
        Assert.Equal([" 25 ", "NaN "], spans.Select(span => span.Text));
        Assert.Equal([0.25f, float.NaN], spans.Select(span => span.Weight!.Value));
    }

    [Theory]
    [InlineData(80)]
    [InlineData(40)]
    [InlineData(10)]
    public void A_long_sentence_is_split_so_that_no_line_is_wider_and_no_cell_is_lost(int width)
    {
        // Given: each column has a weight of its own.
        string[] source = [.. Enumerable.Range(0, 30).Select(i => i % 3 == 0 ? "▁Donaudampfschifffahrt" : "▁" + new string('猫', 1 + (i % 2)))];
        float[,] weights = new float[1, 30];
        for (int i = 0; i < 30; i++)
        {
            weights[0, i] = (i + 1) / 100f;
        }

        // When
        string[] lines = Lines(new TextHeatmap(width, usesColour: false), new AttentionMatrix("1", source, ["▁tokens"], weights));

        // Then
        Assert.All(lines, line => Assert.InRange(TextExtent.TerminalColumns(line), 0, Math.Max(width, 4 + 1 + 12)));
        string[] numbers = [.. lines.Skip(1).SelectMany(line => line.Split(' ', '░', '▒')).Where(word => int.TryParse(word, out _))];
        Assert.Equal(Enumerable.Range(1, 30).Select(i => $"{i}"), numbers);
    }

    [Fact]
    public void Wide_characters_marks_and_emoji_do_not_move_the_cells()
    {
        // Given: rows whose labels have the same width in a terminal.
        string[] rows = ["▁猫猫", "▁abcd", "▁e\u0301bcd", "▁👨‍👩‍👧bc", "▁🇫🇷bc"];
        float[,] weights = new float[rows.Length, 1];
        for (int i = 0; i < rows.Length; i++)
        {
            weights[i, 0] = 1;
        }

        // When
        string[] lines = Lines(new TextHeatmap(80, usesColour: false), new AttentionMatrix("1", ["a"], rows, weights));

        // Then
        Assert.All(lines.Skip(3), line => Assert.Equal(6, TextExtent.TerminalColumns(line[..line.IndexOf('█', StringComparison.Ordinal)])));
    }

    [Fact]
    public void Right_to_left_source_has_its_first_token_at_the_right()
    {
        // Given
        var matrix = new AttentionMatrix("1", ["▁הוא", "▁קורא", "▁ספר"], ["x"], new[,] { { 0.6f, 0.3f, 0.1f } });

        // When
        string[] lines = Lines(new TextHeatmap(80, usesColour: false), matrix);

        // Then
        Assert.Equal("x ░ 10 ▒ 30  ▓ 60", lines[^1]);
    }

    [Fact]
    public void Unknown_text_is_marked_and_control_characters_are_not_written()
    {
        // Given
        var matrix = new AttentionMatrix("1\u001B[0m", [new AttentionToken("\u001B[31m") { Unknown = "\u001B[31m" }], [new AttentionToken("a\tb")], new[,] { { 1f } });

        // When
        string[] lines = Lines(new TextHeatmap(80, usesColour: false), matrix);

        // Then
        Assert.All(lines, line => Assert.DoesNotContain(line, char.IsControl));
        Assert.Contains("␛[31m*", lines[2], StringComparison.Ordinal);
        Assert.Equal("* unknown to the model", lines[^1]);
    }

    [Fact]
    public void An_empty_matrix_is_its_title()
    {
        Assert.Equal(["nothing"], Lines(new TextHeatmap(80, usesColour: false), new AttentionMatrix("nothing", Array.Empty<string>(), [], new float[0, 0])));
    }

    private static string[] Lines(TextHeatmap heatmap, AttentionMatrix matrix) =>
        [.. heatmap.Render(matrix).Select(line => string.Concat(line.Select(span => span.Text)))];
}
