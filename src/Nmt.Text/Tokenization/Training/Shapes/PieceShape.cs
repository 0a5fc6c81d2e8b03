using System.Text;
using Nmt.Text.Characters;

namespace Nmt.Text.Tokenization.Training.Shapes;

/// <summary>Which texts may become pieces in training: SentencePiece's rules.</summary>
/// <param name="options">Says which of them hold.</param>
internal sealed class PieceShape(SubwordTrainingOptions options)
{
    /// <summary>The shape of a character; any character may be a piece.</summary>
    public SymbolShape Of(Rune character)
    {
        if (character.Value == Normalizer.BlankMark)
        {
            // A blank goes with every script.
            return new SymbolShape(1, Script.Inherited, Script.Inherited, StartsWithBlank: true, EndsWithBlank: true, IsBlank: true, StandsAlone: false);
        }

        var isDigit = IsDigit(character);
        var script = isDigit && !options.SplitByNumber ? Script.Any : Scripts.Of(character);
        return new SymbolShape(1, script, script, StartsWithBlank: false, EndsWithBlank: false, IsBlank: false, isDigit && options.SplitDigits);
    }

    /// <summary>Whether two texts that may be pieces may be one piece together, and the shape of that.</summary>
    public bool TryJoin(in SymbolShape left, in SymbolShape right, out SymbolShape joined)
    {
        joined = new SymbolShape(
            left.Length + right.Length,
            left.First == Script.Inherited ? right.First : left.First,
            right.Last == Script.Inherited ? left.Last : right.Last,
            left.StartsWithBlank,
            right.EndsWithBlank,
            left.IsBlank && right.IsBlank,
            StandsAlone: false);
        return joined.Length <= options.MaxPieceLength && BlanksMayJoin(left, right) && !left.StandsAlone && !right.StandsAlone
            && (!options.SplitByUnicodeScript || GoTogether(left.Last, right.First));
    }

    /// <summary>
    /// Whether blanks stand where they may: at the edge of the piece that they belong to, and at no other where words are split;
    /// anywhere but at the wrong edge where they are not.
    /// </summary>
    private bool BlanksMayJoin(in SymbolShape left, in SymbolShape right)
    {
        if (left.IsBlank && right.IsBlank && options.AllowWhitespaceOnlyPieces)
        {
            return true;
        }

        // Several blanks alone may be a piece, but not with a word.
        return (options.WhitespaceAsSuffix, options.SplitByWhitespace) switch
        {
            (false, true) => !right.StartsWithBlank && !(left.IsBlank && left.Length > 1),
            (false, false) => !right.EndsWithBlank,
            (true, true) => !left.EndsWithBlank && !(right.IsBlank && right.Length > 1),
            (true, false) => !left.StartsWithBlank,
        };
    }

    private static bool GoTogether(Script left, Script right) =>
        left == right || left is Script.Any or Script.Inherited || right is Script.Any or Script.Inherited;

    // The digits of ASCII and their full-width forms, as SentencePiece has it.
    private static bool IsDigit(Rune character) => character.Value is (>= '0' and <= '9') or (>= 0xFF10 and <= 0xFF19);
}
