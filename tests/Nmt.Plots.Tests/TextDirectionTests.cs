using System.Globalization;
using System.Reflection;
using System.Text;

namespace Nmt.Plots.Tests;

public sealed class TextDirectionTests
{
    [Theory]
    [InlineData("", false)]
    [InlineData("cat", false)]
    [InlineData("ספר", true)]
    [InlineData("كتاب", true)]
    [InlineData("܀ܐ", true)] // Syriac punctuation is AL
    [InlineData("ߊߋ", true)] // N'Ko
    [InlineData("猫", false)]
    // Digits and punctuation are weak or neutral: what follows them decides.
    [InlineData("12", false)]
    [InlineData("12؟", true)]
    [InlineData("؟12", true)]
    [InlineData("12؟cat", true)]
    [InlineData("12 cat؟", false)]
    [InlineData("(\"ספר\")", true)]
    [InlineData("…-/:,.!cat", false)]
    [InlineData("…-/:,.!ספר", true)]
    [InlineData("50% ", false)]
    [InlineData("50%כ", true)]
    [InlineData("١٢", false)] // Arabic-Indic digits are AN, which is weak
    [InlineData("١٢كتاب", true)]
    [InlineData("۱۲", false)] // Persian digits are EN
    [InlineData("१२كتاب", false)] // Devanagari digits are L
    [InlineData("、。ספר", true)]
    // Arabic and Hebrew punctuation is strong, except for the Arabic comma, which occurs in numbers.
    [InlineData("،", false)]
    [InlineData("؟", true)]
    [InlineData("؛cat", true)]
    [InlineData("׀", true)]
    [InlineData("־cat", true)]
    // Marks are weak, also those of right-to-left scripts.
    [InlineData("\u0301cat", false)]
    [InlineData("\u064Ecat", false)]
    [InlineData("\u064E", false)]
    [InlineData("\u05B8ספר", true)]
    [InlineData("\u0301ספר", true)]
    [InlineData("\u0903ספר", false)] // a spacing mark is L
    // Spaces, symbols and emoji are neutral.
    [InlineData("␣كتاب", true)]
    [InlineData("▁كتاب", true)]
    [InlineData("▁cat", false)]
    [InlineData("😀ספר", true)]
    [InlineData("😀cat", false)]
    [InlineData("👩‍👧ספר", true)]
    [InlineData("☃12؟", true)]
    [InlineData("🇮🇱ספר", false)] // regional indicators are L
    [InlineData("Ⅳספר", false)] // and so are Roman numerals
    // Surrogate pairs: Adlam and Phoenician are right-to-left, Gothic is not; a lone surrogate is neutral.
    [InlineData("\U0001E900", true)]
    [InlineData("𐤀", true)]
    [InlineData("𐌰", false)]
    [InlineData("12𐤀", true)]
    [InlineData("𝟏𝟐ספר", true)] // mathematical digits are EN
    [InlineData("\uD83Dספר", true)]
    // Directional marks are strong, embeddings are not.
    [InlineData("\u200Fcat", true)]
    [InlineData("\u200Eספר", false)]
    [InlineData("\u061Ccat", true)]
    [InlineData("\u202Bcat", false)]
    [InlineData("\u202Acat\u202Cספר", false)]
    // Rule P2 skips what is between an isolate initiator and its PDI, or the end of the text.
    [InlineData("\u2067ספר\u2069cat", false)]
    [InlineData("\u2066cat\u2069ספר", true)]
    [InlineData("\u2068cat\u2069 12 \u2068cat\u2069؟", true)]
    [InlineData("\u2066a\u2067b\u2069c\u2069ספר", true)]
    [InlineData("\u2066cat ספר", false)]
    [InlineData("\u2069ספר", true)]
    [InlineData("\u2069\u2066cat\u2069ספר", true)]
    public void Direction_is_that_of_the_first_strong_character(string text, bool isRightToLeft)
    {
        // When
        bool actual = TextDirection.IsRightToLeft(text);

        // Then
        Assert.Equal(isRightToLeft, actual);
    }

    [Fact]
    public void Strong_characters_are_those_of_the_runtime()
    {
        // Given: the runtime's own table, which it uses for domain names and does not publish.
        var find = typeof(CharUnicodeInfo).GetMethod(
            "GetBidiCategory", BindingFlags.NonPublic | BindingFlags.Static, [typeof(string), typeof(int)]);
        if (find is null)
        {
            return;
        }

        // When
        var different = Enumerable.Range(0, 0x110000).Where(Rune.IsValid).Select(value => new Rune(value))
            .Where(rune => Rune.GetUnicodeCategory(rune) != UnicodeCategory.OtherNotAssigned)
            .Where(rune => StrongDirection.Find(rune) != Expected(find.Invoke(null, [rune.ToString(), 0])!.ToString()!))
            .ToList();

        // Then
        Assert.True(different.Count == 0, string.Join(' ', different.Select(rune => $"U+{rune.Value:X4}")));
    }

    private static bool? Expected(string category) => category switch
    {
        "StrongLeftToRight" => false,
        "StrongRightToLeft" => true,
        _ => null,
    };
}
