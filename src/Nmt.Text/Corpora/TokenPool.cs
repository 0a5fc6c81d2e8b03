using System.Runtime.InteropServices;

namespace Nmt.Text.Corpora;

/// <summary>The sentences of one side, as ids in one array.</summary>
internal sealed class TokenPool
{
    private readonly int[] _ids;
    private readonly int[] _ends;

    private TokenPool(int[] ids, int[] ends)
    {
        _ids = ids;
        _ends = ends;
    }

    /// <summary>Ids of all sentences.</summary>
    public int Tokens => _ids.Length;

    /// <summary>The ids of a sentence.</summary>
    public ReadOnlyMemory<int> this[int sentence]
    {
        get
        {
            var start = sentence == 0 ? 0 : _ends[sentence - 1];
            return _ids.AsMemory(start, _ends[sentence] - start);
        }
    }

    /// <summary>Collects sentences.</summary>
    internal sealed class Builder
    {
        private readonly List<int> _ids = [];
        private readonly List<int> _ends = [];

        /// <summary>Adds a sentence and the id that ends it.</summary>
        public void Add(ReadOnlySpan<int> ids, int eos)
        {
            _ids.AddRange(ids);
            _ids.Add(eos);
            _ends.Add(_ids.Count);
        }

        /// <summary>The pool, without spare room.</summary>
        public TokenPool Build() => new(CollectionsMarshal.AsSpan(_ids).ToArray(), [.. _ends]);
    }
}
