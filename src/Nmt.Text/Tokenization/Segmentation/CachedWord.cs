namespace Nmt.Text.Tokenization.Segmentation;

/// <summary>What a word was cut into.</summary>
/// <param name="word">The word.</param>
/// <param name="hash">Its hash.</param>
/// <param name="segments">Its segments.</param>
/// <param name="margin">Unigram models: by how much the closest decision was won.</param>
internal sealed class CachedWord(byte[] word, uint hash, Segment[] segments, double margin)
{
    public readonly byte[] Word = word;
    public readonly uint Hash = hash;
    public readonly Segment[] Segments = segments;
    public readonly double Margin = margin;
}
