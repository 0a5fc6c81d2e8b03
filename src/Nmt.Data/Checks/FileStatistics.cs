namespace Nmt.Data.Checks;

/// <summary>What a file holds.</summary>
/// <param name="Path">The file.</param>
/// <param name="Lines">Its lines.</param>
/// <param name="Words">Words between white space.</param>
/// <param name="Characters">Characters (code points).</param>
/// <param name="Scripts">Lines by the script that most of their letters are of, the most frequent script first.</param>
/// <param name="Subwords">Subwords; null where no model was given.</param>
/// <param name="UnknownSubwords">Those of them that are unknown; null where no model was given.</param>
public sealed record FileStatistics(
    string Path, long Lines, long Words, long Characters, IReadOnlyList<KeyValuePair<string, long>> Scripts,
    long? Subwords, long? UnknownSubwords);
