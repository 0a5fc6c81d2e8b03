using Nmt.Metrics.Text;

namespace Nmt.Metrics.Tests.Text;

public sealed class PythonLowercaseTests
{
    // As printed by Python 3.11's str.lower.
    [Theory]
    [InlineData("ABC xyz", "abc xyz")]
    [InlineData("ÄÖÜ ẞ", "äöü ß")]
    [InlineData("\u0130I", "i\u0307i")]
    [InlineData("ΟΔΟΣ ΟΔΟΣ.", "οδος οδος.")]
    [InlineData("ΣΑ Σ", "σα σ")]
    [InlineData("Α'Σ", "α'ς")]
    [InlineData("ΑΣ\u0301Α ΑΣ\u0301", "ασ\u0301α ας\u0301")]
    [InlineData("\u212A\u2126", "k\u03C9")]
    [InlineData("\U00010400\U0001E900", "\U00010428\U0001E922")]
    [InlineData("A\uD800Σ", "a\uD800σ")]
    public void Full_unicode_mapping_applies(string text, string expected) => Assert.Equal(expected, PythonLowercase.Convert(text));
}
