using System.Text;

namespace Nmt.Text.Subwords.Segmentation;

/// <summary>The pieces into which a model can segment text, indexed by their text.</summary>
internal sealed class PieceTable
{
    private readonly PieceKind[] _kinds;
    private readonly float[] _scores;
    private readonly PrefixTrie _userDefined;

    /// <summary>Creates the table of normal, user-defined and unused pieces.</summary>
    /// <param name="kind">How the model segments.</param>
    /// <param name="pieces">The pieces of the model in the order of their ids.</param>
    /// <param name="unk">Id of the unknown piece.</param>
    /// <param name="restriction">Texts of the pieces that may be output in addition to single characters; null for all.</param>
    public PieceTable(ModelKind kind, IReadOnlyList<Piece> pieces, int unk, IReadOnlySet<string>? restriction = null)
    {
        (Kind, Pieces, Unk) = (kind, pieces, unk);
        _scores = [.. pieces.Select(piece => piece.Score)];
        _kinds = [.. pieces.Select(piece => Restrict(piece, restriction))];
        Trie = new PrefixTrie(Texts(PieceKind.Normal, PieceKind.UserDefined, PieceKind.Unused));
        _userDefined = new PrefixTrie(Texts(PieceKind.UserDefined));
    }

    /// <summary>How the model segments.</summary>
    public ModelKind Kind { get; }

    /// <summary>All pieces of the model in the order of their ids.</summary>
    public IReadOnlyList<Piece> Pieces { get; }

    /// <summary>All texts with their ids.</summary>
    public PrefixTrie Trie { get; }

    /// <summary>The id of unknown text.</summary>
    public int Unk { get; }

    /// <summary>Whether words can be segmented separately because no piece crosses a word boundary.</summary>
    public bool CanSegmentWordwise => Kind is ModelKind.Bpe or ModelKind.Unigram
        && Enumerable.Range(0, _kinds.Length).All(id => Pieces[id].Text.LastIndexOf(WordBoundaryMark.Character) <= 0
            && (Kind == ModelKind.Unigram || _kinds[id] != PieceKind.Unused));

    /// <summary>The score of a piece.</summary>
    public float ScoreOf(int id) => _scores[id];

    /// <summary>The id of a text; the id of the unknown piece if the text is not a piece.</summary>
    public int IdOrUnknown(ReadOnlySpan<byte> text) => Trie.ValueOf(text) is >= 0 and var id ? id : Unk;

    /// <summary>Whether the piece is split again in results.</summary>
    public bool IsUnused(int id) => _kinds[id] == PieceKind.Unused;

    /// <summary>Length of the user-defined symbol at the start of the text, or else of its first character.</summary>
    public int FirstSymbol(ReadOnlySpan<byte> text, out bool isUserDefined)
    {
        int length = _userDefined.IsEmpty ? 0 : _userDefined.LongestPrefix(text);
        isUserDefined = length > 0;
        return isUserDefined ? length : PrefixTrie.CharacterLength(text);
    }

    private static PieceKind Restrict(Piece piece, IReadOnlySet<string>? restriction) => piece.Kind switch
    {
        PieceKind.Normal or PieceKind.Unused when restriction is not null =>
            restriction.Contains(piece.Text) || IsOneCharacter(piece.Text) ? PieceKind.Normal : PieceKind.Unused,
        _ => piece.Kind,
    };

    private static bool IsOneCharacter(string text)
    {
        Rune.DecodeFromUtf16(text, out _, out int length);
        return length == text.Length;
    }

    private IEnumerable<KeyValuePair<string, int>> Texts(params PieceKind[] kinds) =>
        Enumerable.Range(0, _kinds.Length).Where(id => kinds.Contains(_kinds[id])).Select(id => KeyValuePair.Create(Pieces[id].Text, id));
}
