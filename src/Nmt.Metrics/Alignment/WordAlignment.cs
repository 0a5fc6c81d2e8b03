using System.Globalization;
using Nmt.Metrics.Text;

namespace Nmt.Metrics.Alignment;

/// <summary>The sure and possible links between the tokens of one sentence pair.</summary>
/// <remarks>
/// The text format is Pharaoh's: links separated by white space, source position first. <c>0-1</c> is a sure link; <c>0?1</c>
/// and <c>0p1</c> are possible ones. A system's output has sure links only.
/// </remarks>
public sealed class WordAlignment
{
    /// <summary>Creates an alignment; repeated links count once.</summary>
    /// <param name="sure">Links that every annotator agrees on, or that a system has output.</param>
    /// <param name="possible">Links that are allowed but not required.</param>
    public WordAlignment(IEnumerable<AlignmentLink> sure, IEnumerable<AlignmentLink>? possible = null)
    {
        Sure = sure.ToHashSet();
        var all = new HashSet<AlignmentLink>(Sure);
        all.UnionWith(possible ?? []);
        Possible = all;
    }

    /// <summary>The sure links.</summary>
    public IReadOnlySet<AlignmentLink> Sure { get; }

    /// <summary>The possible links, including the sure ones (Och and Ney 2003).</summary>
    public IReadOnlySet<AlignmentLink> Possible { get; }

    /// <summary>Parses one line.</summary>
    /// <param name="line">Links in Pharaoh's format; an empty line has no links.</param>
    /// <param name="firstPosition">The number of the first token: 0, or 1 as in some gold alignments.</param>
    /// <exception cref="FormatException">An item is not a link; the message gives its column, counted from 1.</exception>
    public static WordAlignment Parse(string line, int firstPosition = 0)
    {
        ArgumentNullException.ThrowIfNull(line);
        var sure = new List<AlignmentLink>();
        var possible = new List<AlignmentLink>();
        int position = 0;
        while (PythonWhitespace.TryNextWord(line, ref position, out int start))
        {
            (var link, bool isSure) = ParseLink(line.AsSpan(start, position - start), start + 1, firstPosition);
            (isSure ? sure : possible).Add(link);
        }

        return new WordAlignment(sure, possible);
    }

    private static (AlignmentLink Link, bool IsSure) ParseLink(ReadOnlySpan<char> text, int column, int firstPosition)
    {
        int separator = text.IndexOfAny('-', '?', 'p');
        if (separator < 0)
        {
            throw new FormatException($"column {column}: expected a link such as 0-1 (sure), 0?1 or 0p1 (possible); got '{text}'");
        }

        int source = ParsePosition(text[..separator], "source", column, firstPosition);
        int target = ParsePosition(text[(separator + 1)..], "target", column + separator + 1, firstPosition);
        return (new AlignmentLink(source, target), text[separator] == '-');
    }

    private static int ParsePosition(ReadOnlySpan<char> text, string side, int column, int firstPosition) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int position) && position >= firstPosition
            ? position - firstPosition
            : throw new FormatException(
                $"column {column}: expected the position of a {side} token, counted from {firstPosition}; got '{text}'");
}

/// <summary>A link between a source and a target token, both counted from 0.</summary>
/// <param name="Source">Position of the source token.</param>
/// <param name="Target">Position of the target token.</param>
public readonly record struct AlignmentLink(int Source, int Target);
