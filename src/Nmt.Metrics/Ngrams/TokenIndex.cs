namespace Nmt.Metrics;

/// <summary>Gives every distinct token of a segment a small number.</summary>
/// <remarks>Forgotten from segment to segment, so that memory does not grow with the corpus.</remarks>
internal sealed class TokenIndex
{
    private readonly NgramIndex _hashes = new();
    private readonly List<(int Start, int Length, int Next)> _tokens = [];
    private readonly List<int> _newestByHash = [];
    private char[] _text = new char[1024];
    private int _textLength;

    public void Reset()
    {
        _hashes.Reset();
        _tokens.Clear();
        _newestByHash.Clear();
        _textLength = 0;
    }

    public int FindOrAdd(ReadOnlySpan<char> token)
    {
        int hash = _hashes.FindOrAdd(NgramIndex.None, string.GetHashCode(token));
        if (hash == _newestByHash.Count)
        {
            _newestByHash.Add(NgramIndex.None);
        }

        int known = FindInChain(_newestByHash[hash], token);
        if (known != NgramIndex.None)
        {
            return known;
        }

        _tokens.Add((Store(token), token.Length, _newestByHash[hash]));
        return _newestByHash[hash] = _tokens.Count - 1;
    }

    /// <summary>The token's number, or <see cref="NgramIndex.None"/>.</summary>
    public int Find(ReadOnlySpan<char> token)
    {
        int hash = _hashes.Find(NgramIndex.None, string.GetHashCode(token));
        return hash == NgramIndex.None ? NgramIndex.None : FindInChain(_newestByHash[hash], token);
    }

    private int FindInChain(int candidate, ReadOnlySpan<char> token)
    {
        while (candidate != NgramIndex.None)
        {
            (int start, int length, int next) = _tokens[candidate];
            if (token.SequenceEqual(_text.AsSpan(start, length)))
            {
                break;
            }

            candidate = next;
        }

        return candidate;
    }

    private int Store(ReadOnlySpan<char> token)
    {
        int start = _textLength;
        if (start + token.Length > _text.Length)
        {
            Array.Resize(ref _text, Math.Max(_text.Length * 2, start + token.Length));
        }

        token.CopyTo(_text.AsSpan(start));
        _textLength += token.Length;
        return start;
    }
}
