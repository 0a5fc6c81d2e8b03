using System.Globalization;
using Nmt.Text;

namespace Nmt.Data.Checks;

/// <summary>What a check found.</summary>
/// <param name="Corpora">What the corpora contain, in input order.</param>
/// <param name="Findings">What is wrong with them: errors first, then warnings, then information; each by corpus and kind.</param>
public sealed record CheckReport(IReadOnlyList<CorpusCounts> Corpora, IReadOnlyList<Finding> Findings)
{
    /// <summary>Number of findings of a level.</summary>
    public int CountOf(FindingLevel level) => Findings.Count(finding => finding.Level == level);

    /// <summary>Whether there is a finding of this level or above.</summary>
    public bool HasAtLeast(FindingLevel level) => Findings.Any(finding => finding.Level >= level);

    /// <summary>Throws if the corpora have errors.</summary>
    /// <exception cref="DataException">When there are errors; its message has one per line.</exception>
    public void ThrowIfErrors()
    {
        if (HasAtLeast(FindingLevel.Error))
        {
            throw new DataException(string.Join('\n', Findings.Where(f => f.Level == FindingLevel.Error).Select(f => f.Summary())));
        }
    }
}

/// <summary>What a corpus contains.</summary>
/// <param name="Name">Its name, such as <c>train</c>.</param>
/// <param name="Pairs">Number of line pairs.</param>
/// <param name="MedianRatio">Median of the source/target length ratio; null if there is no pair to measure.</param>
/// <param name="RatioLimit">Factor above or below the median beyond which a ratio is an outlier; null likewise.</param>
/// <param name="Source">Files of the source side.</param>
/// <param name="Target">Files of the target side.</param>
public sealed record CorpusCounts(
    string Name, long Pairs, double? MedianRatio, double? RatioLimit, IReadOnlyList<FileCounts> Source, IReadOnlyList<FileCounts> Target);

/// <summary>What a file contains.</summary>
/// <param name="File">The file.</param>
/// <param name="Lines">Number of lines.</param>
/// <param name="Words">Number of whitespace-separated words.</param>
/// <param name="Characters">Number of characters (code points).</param>
/// <param name="Subwords">Number of subwords; null without a model.</param>
/// <param name="UnknownSubwords">Number of unknown subwords; null without a model.</param>
/// <param name="Scripts">Lines by the script of most of their letters, the most frequent script first.</param>
public sealed record FileCounts(
    string File, long Lines, long Words, long Characters, long? Subwords, long? UnknownSubwords, IReadOnlyDictionary<string, long> Scripts);

/// <summary>How much a finding matters.</summary>
public enum FindingLevel
{
    /// <summary>Worth knowing, but harmless to training.</summary>
    Info,

    /// <summary>Training works, but the model or its scores may be worse or better than they should be.</summary>
    Warning,

    /// <summary>Training cannot or must not start.</summary>
    Error,
}

/// <summary>One kind of problem in one file of a corpus, however often it occurs there.</summary>
/// <param name="Code">What it is, in kebab-case; see <see cref="FindingKinds"/>.</param>
/// <param name="Level">How much it matters.</param>
/// <param name="Corpus">Name of the corpus, such as <c>train</c>.</param>
/// <param name="File">The file; findings about pairs name the source file.</param>
/// <param name="Count">Number of lines affected, or 1 if the file as a whole is affected.</param>
/// <param name="Lines">Numbers of the first of these lines, from 1.</param>
/// <param name="Message">A human-readable description.</param>
public sealed record Finding(
    string Code, FindingLevel Level, string Corpus, string File, long Count, IReadOnlyList<long> Lines, string Message)
{
    /// <summary>File, first line, message and number of lines, on one line.</summary>
    public string Summary()
    {
        string location = Lines.Count == 0 ? File : string.Create(CultureInfo.InvariantCulture, $"{File}:{Lines[0]}");
        string more = Count > 1 ? string.Create(CultureInfo.InvariantCulture, $" ({Count} lines: {LineList()})") : "";
        return $"{location}: {Message}{more}";
    }

    /// <summary>The line numbers, followed by an ellipsis if there are more.</summary>
    public string LineList() =>
        string.Join(", ", Lines.Select(line => line.ToString(CultureInfo.InvariantCulture))) + (Lines.Count > 0 && Lines.Count < Count ? ", ..." : "");
}
