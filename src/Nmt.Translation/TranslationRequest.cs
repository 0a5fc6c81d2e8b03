using Nmt.Search;
using Nmt.Text;

namespace Nmt.Translation;

/// <summary>A line that is to be translated, or whose given translation is to be scored, and what is asked of it.</summary>
/// <param name="Number">Its number over all inputs, from 1.</param>
/// <param name="Source">The line; empty where it has a <see cref="Fault"/>.</param>
public sealed record TranslationRequest(long Number, string Source)
{
    /// <summary>Where the line is, as in <c>test.en:3</c>.</summary>
    public string Place { get; init; } = "";

    /// <summary>Length of all that was read for it, which bounds how many lines are held in memory.</summary>
    public int Characters { get; init; } = Source.Length;

    /// <summary>Why the line cannot be read; it has no translation then.</summary>
    public DataException? Fault { get; init; }

    /// <summary>Whatever the caller needs when the line is answered, such as its other fields; not used here.</summary>
    public object? Tag { get; init; }

    /// <summary>How to translate this line; null for the translator's settings.</summary>
    public SearchConfig? Search { get; init; }

    /// <summary>Text that the translation starts with; none when empty.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Phrases that the translation must contain, each in the subwords that the tokenizer segments it into.</summary>
    public IReadOnlyList<string> Required { get; init; } = [];

    /// <summary>Phrases that the translation must not contain, each in the subwords that the tokenizer segments it into.</summary>
    public IReadOnlyList<string> Banned { get; init; } = [];

    /// <summary>The given translation, for scoring.</summary>
    public string? Target { get; init; }

    /// <summary>Subwords of <see cref="Target"/> where they are known, because a search need not segment words as the tokenizer does.</summary>
    public IReadOnlyList<string>? TargetPieces { get; init; }

    /// <summary>
    /// The segments that line and <see cref="TargetPieces"/> were translated in, where there were several: each is scored by itself.
    /// </summary>
    public IReadOnlyList<SegmentLengths> Segments { get; init; } = [];

    /// <summary>Whether the end of sentence belongs to the target: not where a length limit ended it.</summary>
    public bool IsComplete { get; init; } = true;
}
