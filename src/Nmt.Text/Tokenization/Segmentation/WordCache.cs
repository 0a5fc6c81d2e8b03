namespace Nmt.Text.Tokenization.Segmentation;

/// <summary>Remembers what words were cut into.</summary>
/// <remarks>
/// A table of fixed size in which a word has two places; the newest word takes the first and pushes its owner to the second.
/// Entries never change, so that threads may read and write at once without a lock: at worst a word is cut again.
/// </remarks>
internal sealed class WordCache
{
    // Bounds of the memory that the cache can take, about 20 MB; longer words are rare.
    private const int Bits = 16;
    private const int MaxWordLength = 64;
    private const uint HashBasis = 2166136261; // FNV-1a
    private const uint HashPrime = 16777619;
    private const uint GoldenRatio = 0x9E3779B1;
    private readonly CachedWord?[] _words = new CachedWord?[1 << Bits];

    /// <summary>Length of the first word: up to the next blank mark behind its first byte.</summary>
    public static int FirstWord(ReadOnlySpan<byte> text, out uint hash)
    {
        // One pass for both: words are too short for vectors.
        var mark = Normalizer.BlankMarkUtf8;
        hash = HashBasis;
        var length = 0;
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
    /// <returns>Null where it is not known.</returns>
    public CachedWord? Find(ReadOnlySpan<byte> word, uint hash)
    {
        var place = hash >> (32 - Bits);
        return _words[place] is { } first && first.Hash == hash && word.SequenceEqual(first.Word) ? first
            : _words[place ^ 1] is { } second && second.Hash == hash && word.SequenceEqual(second.Word) ? second
            : null;
    }

    /// <summary>Remembers a word unless it is too long.</summary>
    public void Add(CachedWord word)
    {
        if (word.Word.Length <= MaxWordLength)
        {
            var place = word.Hash >> (32 - Bits);
            _words[place ^ 1] = _words[place];
            _words[place] = word;
        }
    }
}
