using System.Text;

namespace Nmt.Text.Tokenization.Families;

/// <summary>Text without lone surrogates, which are no characters and have no UTF-8.</summary>
internal static class WellFormedText
{
    /// <summary>The text itself, or a copy with U+FFFD for each lone surrogate.</summary>
    public static string Of(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]))
            {
                // Decoding replaces what is not well formed.
                return Encoding.Unicode.GetString(Encoding.Unicode.GetBytes(text));
            }
        }

        return text;
    }
}
