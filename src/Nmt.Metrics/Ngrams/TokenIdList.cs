namespace Nmt.Metrics;

/// <summary>Collects the numbers of a line's tokens.</summary>
internal sealed class TokenIdList(TokenIndex index) : ITokenSink
{
    private int[] _ids = new int[256];
    private int _count;
    private bool _addsTokens;

    public ReadOnlySpan<int> Ids => _ids.AsSpan(0, _count);

    /// <summary>Begins with the next line.</summary>
    /// <param name="addsTokens">Whether tokens that are new get a number; otherwise they count as <see cref="NgramIndex.None"/>.</param>
    public void Restart(bool addsTokens) => (_count, _addsTokens) = (0, addsTokens);

    public void Add(ReadOnlySpan<char> token)
    {
        if (_count == _ids.Length)
        {
            Array.Resize(ref _ids, 2 * _count);
        }

        _ids[_count++] = _addsTokens ? index.FindOrAdd(token) : index.Find(token);
    }
}
