namespace Nmt.Metrics;

/// <summary>sacreBLEU's <c>13a</c>: equal to the tokenization inside NIST's mteval-v13a script.</summary>
public sealed class Mteval13aTokenizer : ISplittingTokenizer
{
    /// <inheritdoc/>
    public string Tokenize(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        // The script works on the line with a blank at both ends, so the line's ends count as white space.
        return MtevalPunctuation.Separate(Unescape(line), isPadded: true);
    }

    void ISplittingTokenizer.Split(string line, ITokenSink tokens) =>
        MtevalPunctuation.Split(Unescape(line), isPadded: true, tokens);

    /// <summary>Drops SGML residue. The order matters: <c>&amp;amp;lt;</c> ends as <c>&lt;</c>.</summary>
    private static string Unescape(string line)
    {
        if (!line.AsSpan().ContainsAny('&', '<', '\n'))
        {
            return line;
        }

        return line
            .Replace("<skipped>", "", StringComparison.Ordinal)
            .Replace("-\n", "", StringComparison.Ordinal)
            .Replace('\n', ' ')
            .Replace("&quot;", "\"", StringComparison.Ordinal)
            .Replace("&amp;", "&", StringComparison.Ordinal)
            .Replace("&lt;", "<", StringComparison.Ordinal)
            .Replace("&gt;", ">", StringComparison.Ordinal);
    }
}
