using System.Globalization;
using System.Text;

namespace Nmt.Text.Tokenization.Lines;

/// <summary>Joins lines of subwords with any tokenizer. For one thread.</summary>
/// <param name="tokenizer">The tokenizer.</param>
/// <param name="form">What lines consist of.</param>
/// <param name="edits">What is done to the subwords before they are joined, in this order.</param>
public sealed class PlainLineDecoder(ITokenizer tokenizer, PieceForm form, IReadOnlyList<SequenceEdit> edits) : ILineFilter
{
    private readonly ByteBuffer _output = new();

    /// <inheritdoc/>
    /// <exception cref="DataException">When something on the line is no id of the model.</exception>
    public ReadOnlySpan<byte> Apply(ReadOnlySpan<byte> line)
    {
        string[] tokens = Encoding.UTF8.GetString(line).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var subwords = new List<(int Id, string Piece)>(tokens.Select(token => form == PieceForm.Id
            ? (ParseId(token), token)
            : (tokenizer.Vocabulary.IdOf(token), token)));
        foreach (var edit in edits)
        {
            PlainEdits.Apply(edit, subwords, tokenizer.Vocabulary);
        }

        string text = form == PieceForm.Id
            ? tokenizer.Decode([.. subwords.Select(subword => subword.Id)])
            : tokenizer.DecodePieces([.. subwords.Select(subword => subword.Piece)]);
        _output.Truncate(0);
        _output.Append(Encoding.UTF8.GetBytes(text));
        _output.Append((byte)'\n');
        return _output.Written;
    }

    private int ParseId(string token)
    {
        if (!int.TryParse(token, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int id))
        {
            throw new DataException($"'{token}' is no id; expected numbers with blanks between them");
        }

        return id >= 0 && id < tokenizer.Vocabulary.Count
            ? id
            : throw new DataException($"there is no piece {id}; ids run from 0 to {tokenizer.Vocabulary.Count - 1}");
    }
}
