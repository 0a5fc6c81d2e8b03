using Nmt.Text.Subwords;

namespace Nmt.Translation.Unknowns;

/// <summary>Which pieces make a word together: those from one that begins with the mark of a space up to the next such.</summary>
internal sealed class PieceWords
{
    /// <summary>SentencePiece's sign for a space.</summary>
    private const char Space = '\u2581';

    private readonly bool _hasMarks;

    /// <summary>Looks how words are marked; where no piece has the mark, each is a word.</summary>
    public PieceWords(Vocabulary vocabulary) =>
        _hasMarks = Enumerable.Range(0, vocabulary.Count).Any(id => vocabulary[id].StartsWith(Space));

    /// <summary>The word number of each piece, from 0.</summary>
    public int[] Number(IReadOnlyList<string> pieces)
    {
        var words = new int[pieces.Count];
        for (int i = 1; i < words.Length; i++)
        {
            words[i] = words[i - 1] + (!_hasMarks || pieces[i].StartsWith(Space) ? 1 : 0);
        }

        return words;
    }

    /// <summary>A piece as it stands in the text.</summary>
    public static string Text(string piece) => piece.TrimStart(Space);
}
