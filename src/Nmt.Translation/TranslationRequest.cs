using Nmt.Search;
using Nmt.Text;

namespace Nmt.Translation;

/// <summary>A line to translate, or to score with a given translation, and the constraints on its translation.</summary>
/// <param name="Number">Its number across all inputs, from 1.</param>
/// <param name="Source">The line; empty if it has a <see cref="Fault"/>.</param>
public sealed record TranslationRequest(long Number, string Source)
{
    /// <summary>The position of the line, such as <c>test.en:3</c>.</summary>
    public string Place { get; init; } = "";

    /// <summary>Length of all text read for it, which limits how many lines are kept in memory.</summary>
    public int Characters { get; init; } = Source.Length;

    /// <summary>Why the line cannot be read; such a line has no translation.</summary>
    public DataException? Fault { get; init; }

    /// <summary>Data that the caller needs with the result, such as other fields of the line; not used here.</summary>
    public object? Tag { get; init; }

    /// <summary>Search settings for this line; null for the translator's settings.</summary>
    public SearchConfig? Search { get; init; }

    /// <summary>Text that the translation must start with; empty for no constraint.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Phrases that the translation must contain, segmented as the tokenizer segments them.</summary>
    public IReadOnlyList<string> Required { get; init; } = [];

    /// <summary>Phrases that the translation must not contain, segmented as the tokenizer segments them.</summary>
    public IReadOnlyList<string> Banned { get; init; } = [];

    /// <summary>Why the line is translated without its constraints, which no translation can satisfy; null if it is not.</summary>
    public string? DroppedConstraints { get; init; }

    /// <summary>The translation to score.</summary>
    public string? Target { get; init; }

    /// <summary>Subwords of <see cref="Target"/> if known, because a search need not segment words as the tokenizer does.</summary>
    public IReadOnlyList<string>? TargetPieces { get; init; }

    /// <summary>
    /// The segments in which the line and <see cref="TargetPieces"/> were translated, if more than one; each is scored separately.
    /// </summary>
    public IReadOnlyList<SegmentLengths> Segments { get; init; } = [];

    /// <summary>Whether the target includes the end of sentence; false if a length limit ended it.</summary>
    public bool IsComplete { get; init; } = true;
}
