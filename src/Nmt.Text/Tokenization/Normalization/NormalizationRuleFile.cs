using System.Globalization;
using System.Text;
using Nmt.Text.Lines;

namespace Nmt.Text.Tokenization.Normalization;

/// <summary>Reads normalization rules of one's own (<c>normalization_rule_tsv</c>).</summary>
/// <remarks>
/// A rule a line: code points in hexadecimal with blanks between, a tab, the code points that take their place (none to remove
/// them). A third column is for people.
/// </remarks>
public static class NormalizationRuleFile
{
    /// <summary>Reads a file of rules.</summary>
    /// <returns>What each text becomes.</returns>
    /// <exception cref="DataException">When the file cannot be read or a line is no rule.</exception>
    public static IReadOnlyDictionary<string, string> Read(string path)
    {
        var rules = new Dictionary<string, string>(StringComparer.Ordinal);
        var number = 0;
        foreach (var line in TextFile.ReadLines(path))
        {
            number++;
            var columns = line.Split('\t');
            var from = TextOf(columns[0], path, number);
            var to = columns.Length > 1 ? TextOf(columns[1], path, number) : "";
            if (from.Length == 0)
            {
                throw new DataException($"{path}: line {number}: expected code points in hexadecimal, a tab and what they become");
            }

            if (!rules.TryAdd(from, to))
            {
                throw new DataException($"{path}: line {number}: a second rule for '{from}'");
            }
        }

        return rules.Count > 0 ? rules : throw new DataException($"{path}: holds no normalization rule");
    }

    private static string TextOf(string codePoints, string path, int line)
    {
        var text = new StringBuilder();
        foreach (var item in codePoints.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            // U+0000 ends the texts of SentencePiece's tables.
            if (!int.TryParse(item, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
                || value == 0 || !Rune.IsValid(value))
            {
                throw new DataException(
                    $"{path}: line {line}: '{item}' is no code point: expected hexadecimal from 1 to 10FFFF, not from D800 to DFFF");
            }

            text.Append(new Rune(value).ToString());
        }

        return text.ToString();
    }
}
