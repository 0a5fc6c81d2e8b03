namespace Nmt.Text.Subwords;

/// <summary>The pieces with their ids, and which ids are reserved.</summary>
public sealed class Vocabulary
{
    private readonly string[] _pieces;
    private readonly Dictionary<string, int> _ids;
    private readonly HashSet<int> _reserved;
    private readonly int? _bos;
    private readonly int? _eos;
    private readonly int? _pad;

    /// <summary>Creates a vocabulary; the position of a piece is its id.</summary>
    /// <param name="pieces">All pieces, without duplicates.</param>
    /// <param name="unk">Id of the unknown piece.</param>
    /// <param name="bos">Id of the beginning-of-sentence piece; null if there is none.</param>
    /// <param name="eos">Id of the end-of-sentence piece; null if there is none.</param>
    /// <param name="pad">Id of the padding piece; if null, <paramref name="eos"/> pads (padding is masked everywhere).</param>
    /// <param name="controls">Ids of other pieces that represent no text.</param>
    /// <exception cref="ArgumentException">When a piece occurs twice or an id is outside the vocabulary.</exception>
    public Vocabulary(
        IReadOnlyList<string> pieces, int unk, int? bos, int? eos, int? pad = null, IReadOnlyCollection<int>? controls = null)
    {
        _pieces = [.. pieces];
        _ids = new Dictionary<string, int>(_pieces.Length, StringComparer.Ordinal);
        for (int id = 0; id < _pieces.Length; id++)
        {
            if (!_ids.TryAdd(_pieces[id], id))
            {
                throw new ArgumentException($"piece '{_pieces[id]}' has two ids, {_ids[_pieces[id]]} and {id}", nameof(pieces));
            }
        }

        Unk = unk;
        (_bos, _eos, _pad) = (bos, eos, pad);
        _reserved = [Unk, .. new[] { bos, eos, pad }.OfType<int>(), .. controls ?? []];
        foreach (int id in _reserved)
        {
            if ((uint)id >= (uint)_pieces.Length)
            {
                throw new ArgumentException($"reserved id {id} is outside the vocabulary of {_pieces.Length} pieces", nameof(pieces));
            }
        }
    }

    /// <summary>Number of pieces; ids run from 0 to <c>Count - 1</c>.</summary>
    public int Count => _pieces.Length;

    /// <summary>Id that pads the short sentences of a batch; equals <see cref="Eos"/> if there is no padding piece.</summary>
    /// <exception cref="DataException">When there is neither a padding nor an end-of-sentence piece.</exception>
    public int Pad => _pad ?? Eos;

    /// <summary>Whether padding has a piece of its own.</summary>
    public bool HasPad => _pad is not null;

    /// <summary>Id of the unknown piece.</summary>
    public int Unk { get; }

    /// <summary>Whether each piece is a whole word, also the unknown one.</summary>
    public bool IsOfWords { get; init; }

    /// <summary>Id of the beginning-of-sentence piece.</summary>
    /// <exception cref="DataException">When there is none (<see cref="HasBos"/>).</exception>
    public int Bos => _bos ?? throw new DataException("the vocabulary has no piece for the beginning of a sentence");

    /// <summary>Whether a piece marks the beginning of a sentence.</summary>
    public bool HasBos => _bos is not null;

    /// <summary>Id of the end-of-sentence piece.</summary>
    /// <exception cref="DataException">When there is none (<see cref="HasEos"/>).</exception>
    public int Eos => _eos ?? throw new DataException("the vocabulary has no piece for the end of a sentence");

    /// <summary>Whether a piece marks the end of a sentence.</summary>
    public bool HasEos => _eos is not null;

    /// <summary>The piece with an id.</summary>
    /// <exception cref="ArgumentOutOfRangeException">When no piece has this id.</exception>
    public string this[int id] => (uint)id < (uint)_pieces.Length
        ? _pieces[id]
        : throw new ArgumentOutOfRangeException(nameof(id), id, $"ids run from 0 to {_pieces.Length - 1}");

    /// <summary>The id of a piece; <see cref="Unk"/> for text that is not a piece.</summary>
    public int IdOf(string piece) => _ids.TryGetValue(piece, out int id) ? id : Unk;

    /// <summary>Whether an id is padding, unknown, beginning or end of sentence, or another control piece.</summary>
    public bool IsReserved(int id) => _reserved.Contains(id);
}
