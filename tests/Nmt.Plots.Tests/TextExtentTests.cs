namespace Nmt.Plots.Tests;

public sealed class TextExtentTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("cat", 3)]
    [InlineData("猫", 2)]
    [InlineData("한국", 4)]
    [InlineData("e\u0301", 1)]
    [InlineData("ＡＢ", 4)]
    [InlineData("🐈", 2)]
    public void Wide_characters_take_two_columns_and_combining_marks_none(string text, int columns)
    {
        // When
        int actual = TextExtent.Columns(text);

        // Then
        Assert.Equal(columns, actual);
    }

    [Theory]
    [InlineData("exact", 5, "exact")]
    [InlineData("longer", 5, "long…")]
    [InlineData("猫猫猫", 5, "猫猫…")]
    [InlineData("e\u0301e\u0301e\u0301", 2, "e\u0301…")]
    public void Texts_are_shortened_between_grapheme_clusters(string text, int maxColumns, string expected)
    {
        // When
        string actual = TextExtent.Shorten(text, maxColumns);

        // Then
        Assert.Equal(expected, actual);
    }
}
