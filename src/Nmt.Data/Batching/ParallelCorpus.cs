using System.Collections.Concurrent;
using Nmt.Text;
using Nmt.Text.Subwords;

namespace Nmt.Data.Batching;

/// <summary>Sentence pairs as ids; each side ends with the end-of-sentence id.</summary>
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

    /// <summary>Combines pairs into a batch.</summary>
    /// <param name="indices">Indices of the pairs.</param>
    /// <param name="pad">Id that pads short sentences, per side.</param>
    public Batch Batch(int[] indices, Sides<int> pad) => new(
        PaddedIds.From([.. indices.Select(i => _source[i])], pad.Source),
        PaddedIds.From([.. indices.Select(i => _target[i])], pad.Target),
        indices)
    {
        Alignments = _alignments.Count == 0 ? null : [.. indices.Select(i => _alignments.GetValueOrDefault(i))],
    };

    /// <summary>Releases the memory for reuse; the pairs can no longer be read.</summary>
    internal void Release()
    {
        _source.Release();
        _target.Release();
    }

    /// <summary>Collects pairs.</summary>
    public sealed class Builder
    {
        private readonly Sides<int> _eos;
        private readonly TokenPool _source;
        private readonly TokenPool _target;
        private readonly Dictionary<int, AlignedLine> _alignments = [];
        private bool _isBuilt;

        /// <summary>Starts a corpus.</summary>
        /// <param name="eos">The id that ends each side.</param>
        public Builder(Sides<int> eos)
            : this(eos, free: null)
        {
        }

        /// <summary>Starts a corpus in memory that others have released.</summary>
        internal Builder(Sides<int> eos, ConcurrentBag<int[]>? free)
        {
            _eos = eos;
            _source = new TokenPool(free);
            _target = new TokenPool(free);
        }

        /// <summary>Number of pairs so far.</summary>
        public int Count { get; private set; }

        /// <summary>Adds the ids of a pair without end-of-sentence ids, and its word alignment if it has one.</summary>
        public void Add(ReadOnlySpan<int> source, ReadOnlySpan<int> target, AlignedLine? alignment = null)
        {
            ObjectDisposedException.ThrowIf(_isBuilt, this);
            if (alignment is not null)
            {
                _alignments.Add(Count, alignment);
            }

            _source.Add(source, _eos.Source);
            _target.Add(target, _eos.Target);
            Count++;
        }

        /// <summary>Builds the corpus; no more pairs can be added.</summary>
        public ParallelCorpus Build()
        {
            _isBuilt = true;
            return new ParallelCorpus(_source, _target, _alignments, Count);
        }
    }
}

/// <summary>The sentences of one side, as ids.</summary>
/// <remarks>The ids are stored in chunks of equal size, so that a growing pool is never copied and allocates little more than it needs.</remarks>
/// <param name="free">Chunks to take from and to release to; null always allocates new ones.</param>
internal sealed class TokenPool(ConcurrentBag<int[]>? free = null)
{
    private const int ChunkIds = 1 << 16;
    private readonly List<int[]> _chunks = [];
    private readonly List<(int Chunk, int Start, int Length)> _sentences = [];
    private int _used = ChunkIds;

    /// <summary>Number of ids of all sentences.</summary>
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
            _chunks.Add(length <= ChunkIds && free is not null && free.TryTake(out int[]? reused) ? reused : new int[Math.Max(ChunkIds, length)]);
            _used = 0;
        }

        var chunk = _chunks[^1].AsSpan(_used, length);
        ids.CopyTo(chunk);
        chunk[^1] = eos;
        _sentences.Add((_chunks.Count - 1, _used, length));
        // A sentence larger than a chunk gets a chunk of its own.
        _used = Math.Min(_used + length, ChunkIds);
        Tokens += length;
    }

    /// <summary>Releases the chunks; the pool is empty afterwards.</summary>
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

/// <summary>The word alignment of a pair as it appears in its file, and its location.</summary>
/// <param name="Links">Links in Pharaoh format, such as <c>0-0 1-2</c>.</param>
/// <param name="File">The file.</param>
/// <param name="Line">The line, from 1.</param>
public sealed record AlignedLine(string Links, string File, int Line);
