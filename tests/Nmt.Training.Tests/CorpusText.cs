namespace Nmt.Training.Tests;

/// <summary>A parallel corpus whose words are single characters with blanks between them.</summary>
/// <param name="Source">Source sentences.</param>
/// <param name="Target">Target sentences, as many.</param>
internal sealed record CorpusText(string[] Source, string[] Target)
{
    // Pad, unknown, begin and end of sentence.
    private const int ReservedPieces = 4;

    /// <summary>
    /// The size of a vocabulary that has every word as one piece: besides the reserved pieces one for each character, the
    /// blank's mark among them, and one for each word, which is the merge of the mark and the character.
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
