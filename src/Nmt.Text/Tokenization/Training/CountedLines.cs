using System.Globalization;

namespace Nmt.Text.Tokenization.Training;

/// <summary>Reads training text that was counted before: a line is a text, a tab and how often it occurs (<c>input_format=tsv</c>).</summary>
public static class CountedLines
{
    /// <summary>Takes lines apart as they are read.</summary>
    /// <param name="lines">The lines of a file.</param>
    /// <param name="name">What error messages call the file.</param>
    /// <exception cref="DataException">When a line has no tab, several, or no frequency of at least 1 behind it.</exception>
    public static IEnumerable<CountedLine> Parse(IEnumerable<string> lines, string name)
    {
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            var tab = line.IndexOf('\t', StringComparison.Ordinal);
            if (tab < 0 || !long.TryParse(line.AsSpan(tab + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count == 0)
            {
                throw new DataException($"{name}:{number}: expected text, a tab and its frequency of at least 1; got '{line}'");
            }

            yield return new CountedLine(line[..tab], count);
        }
    }
}
