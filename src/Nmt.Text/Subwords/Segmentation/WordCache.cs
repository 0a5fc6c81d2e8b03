namespace Nmt.Text.Subwords.Segmentation;

/// <summary>Caches the segments of words.</summary>
/// <remarks>
/// A fixed-size table with two slots per word; a new word takes the first slot and moves the previous one to the second.
/// Entries never change, so threads can read and write concurrently without a lock: at worst a word is segmented again.
/// </remarks>
internal sealed class WordCache
{
    // These bound the memory of the cache to about 20 MB; longer words are rare.
    private const int Bits = 16;
    private const int MaxWordLength = 64;
    private const uint HashBasis = 2166136261; // FNV-1a
    private const uint HashPrime = 16777619;
    private const uint GoldenRatio = 0x9E3779B1;
    private readonly CachedWord?[] _words = new CachedWord?[1 << Bits];

    /// <summary>Length and hash of the first word, which ends at the next word boundary mark after its first byte.</summary>
    public static int FirstWord(ReadOnlySpan<byte> text, out uint hash)
    {
        // One pass for both: words are too short for vectorization.
        var mark = WordBoundaryMark.Utf8;
        hash = HashBasis;
        int length = 0;
        do
        {
            hash = (hash ^ text[length]) * HashPrime;
            length++;
        }
        while (length < text.Length && !(text[length] == mark[0] && text[length..].StartsWith(mark)));
        hash *= GoldenRatio;
        return length;
    }

    /// <summary>Finds a word.</summary>
    /// <returns>The cached word; null if there is none.</returns>
    public CachedWord? Find(ReadOnlySpan<byte> word, uint hash)
    {
        uint slot = hash >> (32 - Bits);
        return _words[slot] is { } first && first.Hash == hash && word.SequenceEqual(first.Word) ? first
            : _words[slot ^ 1] is { } second && second.Hash == hash && word.SequenceEqual(second.Word) ? second
            : null;
    }

    /// <summary>Caches a word unless it is too long.</summary>
    public void Add(CachedWord word)
    {
        if (word.Word.Length <= MaxWordLength)
        {
            uint slot = word.Hash >> (32 - Bits);
            _words[slot ^ 1] = _words[slot];
            _words[slot] = word;
        }
    }
}

/// <summary>The segments of a word.</summary>
/// <param name="word">The word.</param>
/// <param name="hash">Its hash.</param>
/// <param name="segments">Its segments.</param>
/// <param name="margin">Unigram models: the margin of the closest decision.</param>
internal sealed class CachedWord(byte[] word, uint hash, Segment[] segments, double margin)
{
    public readonly byte[] Word = word;
    public readonly uint Hash = hash;
    public readonly Segment[] Segments = segments;
    public readonly double Margin = margin;
}
