namespace Nmt.Metrics;

/// <summary>White space as Python's <c>str.split</c>, <c>str.strip</c> and <c>str.rstrip</c> see it.</summary>
/// <remarks>.NET's <see cref="char.IsWhiteSpace(char)"/> lacks U+001C to U+001F, which Python counts.</remarks>
internal static class PythonWhitespace
{
    public static bool IsWhitespace(char character) => character <= ' '
        ? character is ' ' or (>= '\t' and <= '\r') or (>= '\u001C' and <= '\u001F')
        : character >= '\u0085' && char.IsWhiteSpace(character);

    public static string TrimEnd(string text)
    {
        int end = text.Length;
        while (end > 0 && IsWhitespace(text[end - 1]))
        {
            end--;
        }

        return end == text.Length ? text : text[..end];
    }

    public static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text)
    {
        int start = 0;
        while (start < text.Length && IsWhitespace(text[start]))
        {
            start++;
        }

        int end = text.Length;
        while (end > start && IsWhitespace(text[end - 1]))
        {
            end--;
        }

        return text[start..end];
    }

    /// <summary>Finds the next word at or after <paramref name="position"/> and moves the position behind it.</summary>
    public static bool TryNextWord(ReadOnlySpan<char> text, ref int position, out int start)
    {
        while (position < text.Length && IsWhitespace(text[position]))
        {
            position++;
        }

        start = position;
        while (position < text.Length && !IsWhitespace(text[position]))
        {
            position++;
        }

        return position > start;
    }

    /// <summary>Hands over each of the words that white space separates.</summary>
    public static void Split(ReadOnlySpan<char> text, ITokenSink words)
    {
        int position = 0;
        while (TryNextWord(text, ref position, out int start))
        {
            words.Add(text[start..position]);
        }
    }
}
