namespace Nmt.Data.Corpora;

/// <summary>The word alignment of a pair as it was written, and where.</summary>
/// <param name="Links">Pharaoh's links, as in <c>0-0 1-2</c>.</param>
/// <param name="File">The file.</param>
/// <param name="Line">The line, from 1.</param>
public sealed record AlignedLine(string Links, string File, int Line);
