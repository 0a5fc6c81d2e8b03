using Nmt.Cli.Input;

namespace Nmt.Cli.Output;

/// <summary>An input line and everything that is said about it.</summary>
/// <param name="Input">The line.</param>
/// <param name="SourcePieces">Its subwords as far as the model read them, without the end of sentence.</param>
/// <param name="Candidates">Translations, best first; none for a blank line.</param>
internal sealed record AnsweredLine(InputLine Input, IReadOnlyList<string> SourcePieces, IReadOnlyList<Candidate> Candidates)
{
    /// <summary>What a reader should know about the line itself, as in <c>truncated</c>.</summary>
    public IReadOnlyList<string> SourceFlags { get; init; } = [];

    /// <summary>The best translation, empty where there is none.</summary>
    public string Text => Candidates.Count > 0 ? Candidates[0].Text : "";

    /// <summary>All flags, those of the best translation last.</summary>
    public IEnumerable<string> Flags => Candidates.Count > 0 && Candidates[0].IsCapped ? [.. SourceFlags, Flag.Capped] : SourceFlags;
}
