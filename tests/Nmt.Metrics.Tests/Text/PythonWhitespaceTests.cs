using Nmt.Metrics.Text;

namespace Nmt.Metrics.Tests.Text;

public sealed class PythonWhitespaceTests
{
    [Fact]
    public void Exactly_the_characters_of_python_are_white_space()
    {
        // Given: the characters for which Python's str.isspace is true.
        int[] expected =
        [
            0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1C, 0x1D, 0x1E, 0x1F, 0x20, 0x85, 0xA0, 0x1680, 0x2000, 0x2001, 0x2002, 0x2003,
            0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000,
        ];

        // When
        var actual = Enumerable.Range(0, 0x10000).Where(unit => PythonWhitespace.IsWhitespace((char)unit));

        // Then
        Assert.Equal(expected, actual);
    }
}
