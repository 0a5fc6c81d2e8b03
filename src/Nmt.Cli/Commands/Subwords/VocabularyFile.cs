using System.Globalization;
using Nmt.Text;
using Nmt.Text.Lines;

namespace Nmt.Cli.Commands.Subwords;

/// <summary>A list of pieces with their frequencies in some text, one <c>piece TAB frequency</c> a line.</summary>
internal static class VocabularyFile
{
    /// <summary>The pieces that are frequent enough; a line without a frequency counts as 1.</summary>
    /// <exception cref="DataException">When a line has no piece, or its frequency is no number.</exception>
    public static HashSet<string> Read(string path, int threshold)
    {
        var pieces = new HashSet<string>(StringComparer.Ordinal);
        int number = 0;
        foreach (string line in TextFile.ReadLines(path))
        {
            number++;
            string[] fields = line.Split('\t');
            long frequency = 1;
            if (fields[0].Length == 0
                || (fields.Length > 1 && !long.TryParse(fields[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out frequency)))
            {
                throw new DataException($"{path}:{number}: expected a piece, a tab and its frequency; got '{line}'");
            }

            if (frequency >= threshold)
            {
                pieces.Add(fields[0]);
            }
        }

        return pieces;
    }
}
