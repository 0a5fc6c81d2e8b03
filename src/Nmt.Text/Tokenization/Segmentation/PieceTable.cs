using System.Text;

namespace Nmt.Text.Tokenization.Segmentation;

/// <summary>The pieces of a model that text can become, by their text.</summary>
internal sealed class PieceTable
{
    private readonly PieceKind[] _kinds;
    private readonly float[] _scores;
    private readonly PrefixTrie _userDefined;

    /// <summary>Collects normal, user-defined and unused pieces.</summary>
    /// <param name="model">The model.</param>
    /// <param name="restriction">Texts of the pieces that may appear, besides single characters; null for all.</param>
    public PieceTable(SentencePieceModel model, IReadOnlySet<string>? restriction = null)
    {
        Model = model;
        _scores = [.. model.Pieces.Select(p => p.Score)];
        _kinds = [.. model.Pieces.Select(p => KindOf(p, restriction))];
        Trie = new PrefixTrie(PiecesOf(PieceKind.Normal, PieceKind.UserDefined, PieceKind.Unused));
        _userDefined = new PrefixTrie(PiecesOf(PieceKind.UserDefined));
    }

    /// <summary>The model.</summary>
    public SentencePieceModel Model { get; }

    /// <summary>All texts with their ids.</summary>
    public PrefixTrie Trie { get; }

    /// <summary>The id of unknown text.</summary>
    public int Unk => Model.Vocabulary.Unk;

    /// <summary>Whether words can be segmented apart from each other, because no piece reaches from one into the next.</summary>
    public bool KeepsWordsApart => Model.Kind is ModelKind.Bpe or ModelKind.Unigram
        && Enumerable.Range(0, _kinds.Length).All(id => Model.Pieces[id].Text.LastIndexOf(Normalizer.BlankMark) <= 0
            && (Model.Kind == ModelKind.Unigram || _kinds[id] != PieceKind.Unused));

    /// <summary>The score of a piece.</summary>
    public float ScoreOf(int id) => _scores[id];

    /// <summary>The id of a text; that of the unknown piece for text that is no piece.</summary>
    public int IdOrUnknown(ReadOnlySpan<byte> text) => Trie.ValueOf(text) is >= 0 and var id ? id : Unk;

    /// <summary>Whether the piece is user-defined.</summary>
    public bool IsUserDefined(int id) => _kinds[id] == PieceKind.UserDefined;

    /// <summary>Whether the piece is split again in results.</summary>
    public bool IsUnused(int id) => _kinds[id] == PieceKind.Unused;

    /// <summary>Length of the user-defined symbol, or else of the character, that the text begins with.</summary>
    public int FirstSymbol(ReadOnlySpan<byte> text, out bool isUserDefined)
    {
        var length = _userDefined.IsEmpty ? 0 : _userDefined.LongestPrefix(text);
        isUserDefined = length > 0;
        return isUserDefined ? length : FirstCharacter(text);
    }

    /// <summary>Bytes of the first character of valid UTF-8.</summary>
    public static int FirstCharacter(ReadOnlySpan<byte> text) => text[0] switch
    {
        < 0x80 => 1,
        < 0xE0 => 2,
        < 0xF0 => 3,
        _ => 4,
    };

    private static PieceKind KindOf(Piece piece, IReadOnlySet<string>? restriction) => piece.Kind switch
    {
        PieceKind.Normal or PieceKind.Unused when restriction is not null =>
            restriction.Contains(piece.Text) || IsOneCharacter(piece.Text) ? PieceKind.Normal : PieceKind.Unused,
        _ => piece.Kind,
    };

    private static bool IsOneCharacter(string text)
    {
        Rune.DecodeFromUtf16(text, out _, out var length);
        return length == text.Length;
    }

    private IEnumerable<KeyValuePair<string, int>> PiecesOf(params PieceKind[] kinds) =>
        Enumerable.Range(0, _kinds.Length).Where(id => kinds.Contains(_kinds[id])).Select(id => KeyValuePair.Create(Model.Pieces[id].Text, id));
}
