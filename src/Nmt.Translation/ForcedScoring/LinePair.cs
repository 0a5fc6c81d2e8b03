using Nmt.Search;

namespace Nmt.Translation.ForcedScoring;

/// <summary>A line and a translation of it that is to be scored.</summary>
/// <param name="Number">The line's number, from 1.</param>
/// <param name="Source">The source line.</param>
/// <param name="Target">The target line.</param>
public sealed record LinePair(long Number, string Source, string Target)
{
    /// <summary>The target's subwords where they are known, because a search need not cut words as the tokenizer does.</summary>
    public IReadOnlyList<int>? Tokens { get; init; }

    /// <summary>
    /// How line and <see cref="Tokens"/> were cut, where they were translated in parts: then each part is scored by itself.
    /// </summary>
    public IReadOnlyList<HypothesisPart> Parts { get; init; } = [];

    /// <summary>Whether the end of sentence belongs to the target: not where a length limit cut it off.</summary>
    public bool Ends { get; init; } = true;
}
