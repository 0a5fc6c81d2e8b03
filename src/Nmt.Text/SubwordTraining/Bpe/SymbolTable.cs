using System.Text;
using Nmt.Text.SubwordTraining.Input;

namespace Nmt.Text.SubwordTraining.Bpe;

/// <summary>The symbols of byte pair encoding: characters first, then the results of merges.</summary>
/// <param name="constraints">Which symbols may be joined.</param>
internal sealed class SymbolTable(PieceConstraints constraints)
{
    /// <summary>Represents a character without a piece.</summary>
    public const int Uncovered = -1;

    private readonly List<string> _texts = [];
    private readonly List<SymbolShape> _shapes = [];
    private readonly Dictionary<string, int> _byText = new(StringComparer.Ordinal);
    private readonly Dictionary<Rune, int> _characters = [];

    /// <summary>Text of a symbol.</summary>
    public string TextOf(int symbol) => _texts[symbol];

    /// <summary>Number of characters of a symbol; 1 if it is not covered.</summary>
    public int LengthOf(int symbol) => symbol == Uncovered ? 1 : _shapes[symbol].Length;

    /// <summary>The symbol of a character, or <see cref="Uncovered"/>.</summary>
    public int Find(Rune character) => _characters.GetValueOrDefault(character, Uncovered);

    /// <summary>Adds a character.</summary>
    public void Add(Rune character) => _characters.Add(character, Add(character.ToString(), constraints.GetShape(character)));

    /// <summary>Whether two neighbours may be merged.</summary>
    public bool MayJoin(int left, int right) =>
        left != Uncovered && right != Uncovered && constraints.TryJoin(_shapes[left], _shapes[right], out _);

    /// <summary>Joins two symbols into one; a symbol with its text may exist already ("aa" + "a", "a" + "aa").</summary>
    /// <param name="left">First symbol.</param>
    /// <param name="right">Second symbol, which may be joined to it.</param>
    /// <param name="isNew">Whether it did not exist.</param>
    public int Join(int left, int right, out bool isNew)
    {
        string text = _texts[left] + _texts[right];
        isNew = !_byText.TryGetValue(text, out int symbol);
        if (!isNew)
        {
            return symbol;
        }

        constraints.TryJoin(_shapes[left], _shapes[right], out var joined);
        return Add(text, joined);
    }

    /// <summary>Compares the texts of two pairs of symbols in ordinal order, without joining them.</summary>
    public int CompareJoined(int left, int right, int otherLeft, int otherRight)
    {
        ReadOnlySpan<char> a = _texts[left];
        ReadOnlySpan<char> aRest = _texts[right];
        ReadOnlySpan<char> b = _texts[otherLeft];
        ReadOnlySpan<char> bRest = _texts[otherRight];
        while (true)
        {
            int common = Math.Min(a.Length, b.Length);
            int order = a[..common].SequenceCompareTo(b[..common]);
            if (order != 0)
            {
                return order;
            }

            a = a[common..];
            b = b[common..];
            if (a.IsEmpty)
            {
                a = aRest;
                aRest = default;
            }

            if (b.IsEmpty)
            {
                b = bRest;
                bRest = default;
            }

            if (a.IsEmpty || b.IsEmpty)
            {
                return a.Length.CompareTo(b.Length);
            }
        }
    }

    private int Add(string text, SymbolShape shape)
    {
        int symbol = _texts.Count;
        _texts.Add(text);
        _shapes.Add(shape);
        _byText.Add(text, symbol);
        return symbol;
    }
}
