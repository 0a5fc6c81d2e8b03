namespace Nmt.Translation;

/// <summary>A line in the form that is searched.</summary>
/// <param name="Line">The line.</param>
/// <param name="Length">Its subwords.</param>
/// <param name="Parts">What is translated of it: nothing of a blank line, several parts of one that is split.</param>
internal sealed record PreparedLine(SourceLine Line, int Length, IReadOnlyList<int[]> Parts)
{
    /// <summary>Whether some of it is not translated.</summary>
    public bool IsCropped => Parts.Sum(part => part.Length) < Length;
}
