namespace Nmt.Text.Tokenization.Training.Unigram;

/// <summary>A piece while it is being trained.</summary>
/// <param name="Characters">Its characters, by number.</param>
/// <param name="Score">Its log-probability.</param>
internal readonly record struct UnigramPiece(ReadOnlyMemory<int> Characters, double Score)
{
    /// <summary>Whether it is a character, which stays in the vocabulary whatever its probability.</summary>
    public bool IsCharacter => Characters.Length == 1;
}
