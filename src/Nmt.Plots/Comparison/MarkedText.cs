using System.Text;

namespace Nmt.Plots;

/// <summary>Writes a text as HTML, its words marked by how they differ from other texts.</summary>
internal static class MarkedText
{
    /// <summary>A hypothesis: words that the reference lacks are marked <c>wrong</c>, those that the other system lacks <c>own</c>.</summary>
    /// <param name="text">The hypothesis.</param>
    /// <param name="references">The references; the one that has most in common counts.</param>
    /// <param name="other">The system to compare with; null for none.</param>
    internal static string Hypothesis(string text, IReadOnlyList<string> references, string? other)
    {
        string[] words = Words(text);
        bool[] right = references.Select(reference => WordDifference.Common(words, Words(reference)).Left).MaxBy(Count)!;
        bool[] shared = other is null ? [] : WordDifference.Common(words, Words(other)).Left;
        return Marked(text, i => (right[i], other is null || shared[i]) switch
        {
            (true, true) => "",
            (true, false) => "own",
            (false, true) => "wrong",
            _ => "wrong own",
        });
    }

    /// <summary>A reference: words that no hypothesis has are marked <c>missed</c>.</summary>
    internal static string Reference(string text, IEnumerable<string> hypotheses)
    {
        string[] words = Words(text);
        bool[] found = new bool[words.Length];
        foreach (string hypothesis in hypotheses)
        {
            bool[] common = WordDifference.Common(words, Words(hypothesis)).Left;
            for (int i = 0; i < found.Length; i++)
            {
                found[i] |= common[i];
            }
        }

        return Marked(text, i => found[i] ? "" : "missed");
    }

    private static string[] Words(string text) => [.. WordSequence.Parts(text).Where(part => !WordSequence.IsSpace(part))];

    private static int Count(bool[] marks) => marks.Count(mark => mark);

    private static string Marked(string text, Func<int, string> mark)
    {
        var html = new StringBuilder();
        int word = 0;
        foreach (string part in WordSequence.Parts(text))
        {
            string escaped = DisplayText.Escaped(part);
            string name = WordSequence.IsSpace(part) ? "" : mark(word++);
            html.Append(name.Length == 0 ? escaped : $"<mark class=\"{name}\">{escaped}</mark>");
        }

        return html.ToString();
    }
}
