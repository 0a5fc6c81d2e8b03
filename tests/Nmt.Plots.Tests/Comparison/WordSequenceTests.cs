using Nmt.Plots.Comparison;

namespace Nmt.Plots.Tests.Comparison;

public sealed class WordSequenceTests
{
    [Theory]
    [InlineData("Der Hund, 12 mal.", "Der| |Hund|,| |12| |mal|.")]
    [InlineData("l'été", "l|'|été")]
    [InlineData("e\u0301t  x", "e\u0301t|  |x")]
    [InlineData("我爱 you", "我|爱| |you")]
    [InlineData("", "")]
    [InlineData("\U0001F600a", "\U0001F600|a")]
    public void Text_is_split_into_words_marks_and_whitespace(string text, string parts)
    {
        Assert.Equal(parts, string.Join('|', WordSequence.Parts(text)));
    }

    [Fact]
    public void Parts_joined_are_the_text()
    {
        // Given: any characters, including halves of surrogate pairs.
        var random = new Random(3);
        for (int round = 0; round < 300; round++)
        {
            string text = string.Concat(Enumerable.Range(0, 20).Select(_ => (char)random.Next(0x20, 0x10000)));

            // Then
            Assert.Equal(text, string.Concat(WordSequence.Parts(text)));
        }
    }
}
