using System.Globalization;

namespace Nmt.Data.Checks;

/// <summary>One thing that is wrong with one file of a corpus, however often it occurs there.</summary>
/// <param name="Code">What it is, in kebab-case; see <see cref="FindingKinds"/>.</param>
/// <param name="Level">How much it matters.</param>
/// <param name="Corpus">Name of the corpus, as in <c>train</c>.</param>
/// <param name="File">The file; findings about pairs name the source file.</param>
/// <param name="Count">Lines concerned, or 1 where it concerns the file as a whole.</param>
/// <param name="Lines">Numbers of the first of these lines, from 1.</param>
/// <param name="Message">What it is, for people.</param>
public sealed record Finding(
    string Code, FindingLevel Level, string Corpus, string File, long Count, IReadOnlyList<long> Lines, string Message)
{
    /// <summary>File, first line, message and number of lines, on one line.</summary>
    public string Summary
    {
        get
        {
            var place = Lines.Count == 0 ? File : string.Create(CultureInfo.InvariantCulture, $"{File}:{Lines[0]}");
            var more = Count > 1 ? string.Create(CultureInfo.InvariantCulture, $" ({Count} lines: {LineList})") : "";
            return $"{place}: {Message}{more}";
        }
    }

    /// <summary>The line numbers, with dots at the end where there are more.</summary>
    public string LineList =>
        string.Join(", ", Lines.Select(line => line.ToString(CultureInfo.InvariantCulture))) + (Lines.Count > 0 && Lines.Count < Count ? ", ..." : "");
}
