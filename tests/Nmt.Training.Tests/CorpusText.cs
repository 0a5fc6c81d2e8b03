namespace Nmt.Training.Tests;

/// <summary>A parallel corpus whose words are single characters separated by spaces.</summary>
/// <param name="Source">Source sentences.</param>
/// <param name="Target">Target sentences, one per source sentence.</param>
internal sealed record CorpusText(string[] Source, string[] Target)
{
    // Padding, unknown, beginning and end of sentence.
    private const int ReservedPieces = 4;

    /// <summary>
    /// The size of a vocabulary that has every word as one piece: the reserved pieces, one per character, including the
    /// word-boundary mark, and one per word, which is the merge of the mark and the character.
    /// </summary>
    public int WholeWordPieces
    {
        get
        {
            int words = Source.Concat(Target).SelectMany(line => line.Split(' ')).Distinct().Count();
            return ReservedPieces + 1 + words + words;
        }
    }
}
