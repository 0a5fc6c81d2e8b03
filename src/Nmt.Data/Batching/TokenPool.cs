using System.Collections.Concurrent;

namespace Nmt.Data.Batching;

/// <summary>The sentences of one side, as ids.</summary>
/// <remarks>The ids lie in chunks of equal size, so that a pool that grows is never copied and takes what it holds.</remarks>
/// <param name="free">Where chunks are taken from and given back to; a pool of its own makes new ones.</param>
internal sealed class TokenPool(ConcurrentBag<int[]>? free = null)
{
    private const int ChunkIds = 1 << 16;
    private readonly List<int[]> _chunks = [];
    private readonly List<(int Chunk, int Start, int Length)> _sentences = [];
    private int _used = ChunkIds;

    /// <summary>Ids of all sentences.</summary>
    public long Tokens { get; private set; }

    /// <summary>The ids of a sentence.</summary>
    public ReadOnlyMemory<int> this[int sentence]
    {
        get
        {
            var (chunk, start, length) = _sentences[sentence];
            return _chunks[chunk].AsMemory(start, length);
        }
    }

    /// <summary>Number of ids of a sentence.</summary>
    public int LengthOf(int sentence) => _sentences[sentence].Length;

    /// <summary>Adds a sentence and the id that ends it.</summary>
    public void Add(ReadOnlySpan<int> ids, int eos)
    {
        var length = ids.Length + 1;
        if (length > ChunkIds - _used)
        {
            _chunks.Add(length <= ChunkIds && free is not null && free.TryTake(out var chunkAgain) ? chunkAgain : new int[Math.Max(ChunkIds, length)]);
            _used = 0;
        }

        var chunk = _chunks[^1].AsSpan(_used, length);
        ids.CopyTo(chunk);
        chunk[^1] = eos;
        _sentences.Add((_chunks.Count - 1, _used, length));
        // A sentence larger than a chunk has one to itself.
        _used = Math.Min(_used + length, ChunkIds);
        Tokens += length;
    }

    /// <summary>Gives the chunks back; the pool is empty afterwards.</summary>
    public void Release()
    {
        foreach (var chunk in _chunks.Where(chunk => chunk.Length == ChunkIds))
        {
            free?.Add(chunk);
        }

        _chunks.Clear();
        _sentences.Clear();
        _used = ChunkIds;
    }
}
