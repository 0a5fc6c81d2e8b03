using System.Text;
using Nmt.Text.Subwords;

namespace Nmt.Text.SubwordTraining.Input;

/// <summary>Which texts may become pieces in training: SentencePiece's rules.</summary>
/// <param name="options">Which of them apply.</param>
internal sealed class PieceConstraints(SubwordTrainingOptions options)
{
    /// <summary>The shape of a character; any character may be a piece.</summary>
    public SymbolShape GetShape(Rune character)
    {
        if (character.Value == WordBoundaryMark.Character)
        {
            // A space is compatible with every script.
            return new SymbolShape(1, Script.Inherited, Script.Inherited, StartsWithMark: true, EndsWithMark: true, IsMarks: true, StandsAlone: false);
        }

        bool isDigit = IsDigit(character);
        var script = isDigit && !options.SplitByNumber ? Script.Any : Scripts.Of(character);
        return new SymbolShape(1, script, script, StartsWithMark: false, EndsWithMark: false, IsMarks: false, isDigit && options.SplitDigits);
    }

    /// <summary>Whether two possible pieces may be joined into one piece, and the shape of the result.</summary>
    public bool TryJoin(in SymbolShape left, in SymbolShape right, out SymbolShape joined)
    {
        joined = new SymbolShape(
            left.Length + right.Length,
            left.First == Script.Inherited ? right.First : left.First,
            right.Last == Script.Inherited ? left.Last : right.Last,
            left.StartsWithMark,
            right.EndsWithMark,
            left.IsMarks && right.IsMarks,
            StandsAlone: false);
        return joined.Length <= options.MaxPieceLength && MarksMayJoin(left, right) && !left.StandsAlone && !right.StandsAlone
            && (!options.SplitByUnicodeScript || AreCompatible(left.Last, right.First));
    }

    /// <summary>
    /// Whether the word boundary marks are at allowed positions: only at their edge of the piece if words are split;
    /// anywhere except at the opposite edge if they are not.
    /// </summary>
    private bool MarksMayJoin(in SymbolShape left, in SymbolShape right)
    {
        if (left.IsMarks && right.IsMarks && options.AllowWhitespaceOnlyPieces)
        {
            return true;
        }

        // A run of spaces may be a piece, but not together with a word.
        return (options.WhitespaceAsSuffix, options.SplitByWhitespace) switch
        {
            (false, true) => !right.StartsWithMark && !(left.IsMarks && left.Length > 1),
            (false, false) => !right.EndsWithMark,
            (true, true) => !left.EndsWithMark && !(right.IsMarks && right.Length > 1),
            (true, false) => !left.StartsWithMark,
        };
    }

    private static bool AreCompatible(Script left, Script right) =>
        left == right || left is Script.Any or Script.Inherited || right is Script.Any or Script.Inherited;

    // ASCII digits and their full-width forms, as in SentencePiece.
    private static bool IsDigit(Rune character) => character.Value is (>= '0' and <= '9') or (>= 0xFF10 and <= 0xFF19);
}

/// <summary>The properties of a text that decide whether it may be joined with its neighbour into one piece.</summary>
/// <param name="Length">Number of characters.</param>
/// <param name="First">Script of its first character that has one; <see cref="Script.Inherited"/> if none has.</param>
/// <param name="Last">Script of its last character that has one; <see cref="Script.Inherited"/> if none has.</param>
/// <param name="StartsWithMark">Whether its first character is the word boundary mark.</param>
/// <param name="EndsWithMark">Whether its last character is the word boundary mark.</param>
/// <param name="IsMarks">Whether all its characters are word boundary marks.</param>
/// <param name="StandsAlone">Whether it may not be joined with anything.</param>
internal readonly record struct SymbolShape(
    int Length, Script First, Script Last, bool StartsWithMark, bool EndsWithMark, bool IsMarks, bool StandsAlone);
