using System.Text;

namespace Nmt.Text.Tokenization;

/// <summary>The pieces of a model that text can become, by their text.</summary>
internal sealed class PieceTable
{
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly PrefixTrie _userDefined;

    /// <summary>Collects normal, user-defined and unused pieces.</summary>
    public PieceTable(SentencePieceModel model)
    {
        Model = model;
        for (var id = 0; id < model.Pieces.Count; id++)
        {
            var piece = model.Pieces[id];
            if (piece.Kind is PieceKind.Normal or PieceKind.UserDefined or PieceKind.Unused)
            {
                _ids.Add(piece.Text, id);
            }
        }

        _lookup = _ids.GetAlternateLookup<ReadOnlySpan<char>>();
        _userDefined = PrefixTrie.OverUtf16(_ids.Where(p => model.Pieces[p.Value].Kind == PieceKind.UserDefined));
    }

    /// <summary>The model.</summary>
    public SentencePieceModel Model { get; }

    /// <summary>All texts with their ids.</summary>
    public IReadOnlyDictionary<string, int> Ids => _ids;

    /// <summary>Looks a text up.</summary>
    public bool TryGetId(ReadOnlySpan<char> text, out int id) => _lookup.TryGetValue(text, out id);

    /// <summary>The id of a text; that of the unknown piece for text that is no piece.</summary>
    public int IdOrUnknown(ReadOnlySpan<char> text) => _lookup.TryGetValue(text, out var id) ? id : Model.Vocabulary.Unk;

    /// <summary>Whether the piece is user-defined.</summary>
    public bool IsUserDefined(int id) => Model.Pieces[id].Kind == PieceKind.UserDefined;

    /// <summary>Whether the piece is split again in results.</summary>
    public bool IsUnused(int id) => Model.Pieces[id].Kind == PieceKind.Unused;

    /// <summary>Length of the user-defined symbol, or else of the character, that the text begins with.</summary>
    public int FirstSymbol(ReadOnlySpan<char> text, out bool isUserDefined)
    {
        var length = _userDefined.IsEmpty ? 0 : _userDefined.LongestPrefix(text);
        isUserDefined = length > 0;
        return isUserDefined ? length : FirstCharacter(text);
    }

    /// <summary>UTF-16 units of the first character.</summary>
    public static int FirstCharacter(ReadOnlySpan<char> text)
    {
        Rune.DecodeFromUtf16(text, out _, out var length);
        return length;
    }
}
