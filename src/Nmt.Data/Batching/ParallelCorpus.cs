using System.Collections.Concurrent;
using Nmt.Text.Subwords;

namespace Nmt.Data.Batching;

/// <summary>Sentence pairs as ids, each side ended with end of sentence.</summary>
public sealed class ParallelCorpus
{
    private readonly TokenPool _source;
    private readonly TokenPool _target;
    private readonly IReadOnlyDictionary<int, AlignedLine> _alignments;

    private ParallelCorpus(TokenPool source, TokenPool target, IReadOnlyDictionary<int, AlignedLine> alignments, int count)
    {
        _source = source;
        _target = target;
        _alignments = alignments;
        Count = count;
    }

    /// <summary>Number of pairs.</summary>
    public int Count { get; }

    /// <summary>Source ids of all pairs, ends of sentences included.</summary>
    public long SourceTokens => _source.Tokens;

    /// <summary>Target ids of all pairs, ends of sentences included.</summary>
    public long TargetTokens => _target.Tokens;

    /// <summary>Source ids of a pair.</summary>
    public ReadOnlySpan<int> Source(int pair) => _source[pair].Span;

    /// <summary>Target ids of a pair.</summary>
    public ReadOnlySpan<int> Target(int pair) => _target[pair].Span;

    /// <summary>Number of source ids of a pair.</summary>
    public int SourceLength(int pair) => _source.LengthOf(pair);

    /// <summary>Number of target ids of a pair.</summary>
    public int TargetLength(int pair) => _target.LengthOf(pair);

    /// <summary>Puts pairs together in a batch.</summary>
    /// <param name="indices">Which pairs.</param>
    /// <param name="pad">Id that fills short sentences.</param>
    public Batch Batch(int[] indices, int pad) => new(
        PaddedIds.From([.. indices.Select(i => _source[i])], pad),
        PaddedIds.From([.. indices.Select(i => _target[i])], pad),
        indices)
    {
        Alignments = _alignments.Count == 0 ? null : [.. indices.Select(i => _alignments.GetValueOrDefault(i))],
    };

    /// <summary>Gives the memory back to where it came from; the pairs cannot be read any more.</summary>
    internal void Release()
    {
        _source.Release();
        _target.Release();
    }

    /// <summary>Collects pairs.</summary>
    public sealed class Builder
    {
        private readonly int _eos;
        private readonly TokenPool _source;
        private readonly TokenPool _target;
        private readonly Dictionary<int, AlignedLine> _alignments = [];
        private bool _isBuilt;

        /// <summary>Begins a corpus.</summary>
        /// <param name="eos">The id that ends each side.</param>
        public Builder(int eos)
            : this(eos, free: null)
        {
        }

        /// <summary>Begins a corpus in memory that others have released.</summary>
        internal Builder(int eos, ConcurrentBag<int[]>? free)
        {
            _eos = eos;
            _source = new TokenPool(free);
            _target = new TokenPool(free);
        }

        /// <summary>Pairs so far.</summary>
        public int Count { get; private set; }

        /// <summary>Adds a pair of ids without their ends, and its word alignment where it has one.</summary>
        public void Add(ReadOnlySpan<int> source, ReadOnlySpan<int> target, AlignedLine? alignment = null)
        {
            ObjectDisposedException.ThrowIf(_isBuilt, this);
            if (alignment is not null)
            {
                _alignments.Add(Count, alignment);
            }

            _source.Add(source, _eos);
            _target.Add(target, _eos);
            Count++;
        }

        /// <summary>The pairs; none can be added any more.</summary>
        public ParallelCorpus Build()
        {
            _isBuilt = true;
            return new ParallelCorpus(_source, _target, _alignments, Count);
        }
    }
}

/// <summary>The sentences of one side, as ids.</summary>
/// <remarks>The ids lie in chunks of equal size, so that a pool that grows is never copied and takes what it holds.</remarks>
/// <param name="free">Where chunks are taken from and released to; without it new ones are created.</param>
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
        int length = ids.Length + 1;
        if (length > ChunkIds - _used)
        {
            _chunks.Add(length <= ChunkIds && free is not null && free.TryTake(out int[]? chunkAgain) ? chunkAgain : new int[Math.Max(ChunkIds, length)]);
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
        foreach (int[]? chunk in _chunks.Where(chunk => chunk.Length == ChunkIds))
        {
            free?.Add(chunk);
        }

        _chunks.Clear();
        _sentences.Clear();
        _used = ChunkIds;
    }
}

/// <summary>The word alignment of a pair as it was written, and where.</summary>
/// <param name="Links">Pharaoh's links, as in <c>0-0 1-2</c>.</param>
/// <param name="File">The file.</param>
/// <param name="Line">The line, from 1.</param>
public sealed record AlignedLine(string Links, string File, int Line);
