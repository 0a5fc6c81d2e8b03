using System.Buffers.Text;
using System.Text;
using Nmt.Text.Subwords.SentencePiece;

namespace Nmt.Text.Subwords.LineFilters;

/// <summary>Decodes lines of subwords to text as <c>spm_decode</c> does. Not thread-safe.</summary>
public sealed class LineDecoder : ILineFilter
{
    private readonly SentencePieceTokenizer _tokenizer;
    private readonly PieceForm _form;
    private readonly SequenceEditor<(Range Range, int Id)> _editor;
    private readonly PrefixTrie _ids;
    private readonly List<(Range Range, int Id)> _tokens = [];
    private readonly DecodeBuffer _decoded = new();
    private readonly ByteBuffer _output = new();

    private LineDecoder(SentencePieceTokenizer tokenizer, PieceForm form, IReadOnlyList<SequenceEdit> edits)
    {
        (_tokenizer, _form) = (tokenizer, form);
        _editor = new SequenceEditor<(Range Range, int Id)>(edits, tokenizer, id => (default, id), token => token.Id);
        _ids = new PrefixTrie(tokenizer.Model.Pieces.Select((piece, id) => KeyValuePair.Create(piece.Text, id)));
    }

    /// <summary>Creates the decoder for a tokenizer of any family.</summary>
    /// <param name="tokenizer">The tokenizer of the model.</param>
    /// <param name="form">Whether lines contain pieces or ids.</param>
    /// <param name="edits">Edits of the subwords before they are decoded, in this order.</param>
    /// <exception cref="DataException">When an edit needs a piece that the model does not have.</exception>
    public static ILineFilter Create(ITokenizer tokenizer, PieceForm form, IReadOnlyList<SequenceEdit> edits) =>
        tokenizer is SentencePieceTokenizer sentencePiece
            ? new LineDecoder(sentencePiece, form, edits)
            : new PlainLineDecoder(tokenizer, form, edits);

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Apply(ReadOnlySpan<byte> line)
    {
        _tokens.Clear();
        foreach (var range in line.Split((byte)' '))
        {
            var token = line[range];
            if (!token.IsEmpty)
            {
                _tokens.Add((range, _form == PieceForm.Id ? ParseId(token, _tokenizer.Vocabulary) : IdOf(token)));
            }
        }

        _editor.Apply(_tokens);
        _decoded.Clear();
        foreach (var (range, id) in _tokens)
        {
            bool usesPieceText = _form == PieceForm.Id || range.Equals(default);
            _tokenizer.Decoder.Append(_decoded, usesPieceText ? _tokenizer.Utf8[id] : line[range], id);
        }

        _output.Truncate(0);
        _output.Append(_tokenizer.Decoder.Finish(_decoded));
        _output.Append((byte)'\n');
        return _output.Written;
    }

    /// <summary>Parses an id of the vocabulary.</summary>
    /// <exception cref="DataException">When the token is not an id.</exception>
    internal static int ParseId(ReadOnlySpan<byte> token, Vocabulary vocabulary)
    {
        if (!Utf8Parser.TryParse(token, out int id, out int consumed) || consumed != token.Length)
        {
            throw new DataException($"'{Encoding.UTF8.GetString(token)}' is not an id; expected numbers separated by spaces");
        }

        return id >= 0 && id < vocabulary.Count
            ? id
            : throw new DataException($"there is no piece {id}; ids run from 0 to {vocabulary.Count - 1}");
    }

    private int IdOf(ReadOnlySpan<byte> piece) => _ids.ValueOf(piece) is >= 0 and var id ? id : _tokenizer.Vocabulary.Unk;
}

/// <summary>Decodes lines of subwords with any tokenizer.</summary>
internal sealed class PlainLineDecoder(ITokenizer tokenizer, PieceForm form, IReadOnlyList<SequenceEdit> edits) : ILineFilter
{
    private readonly SequenceEditor<(int Id, string Piece)> _editor = new(
        edits, tokenizer, id => (id, tokenizer.Vocabulary[id]), subword => subword.Id);

    private readonly ByteBuffer _output = new();

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Apply(ReadOnlySpan<byte> line)
    {
        List<(int Id, string Piece)> subwords =
        [
            .. Encoding.UTF8.GetString(line).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(token => form == PieceForm.Id
                ? (LineDecoder.ParseId(Encoding.UTF8.GetBytes(token), tokenizer.Vocabulary), token)
                : (tokenizer.Vocabulary.IdOf(token), token)),
        ];
        _editor.Apply(subwords);
        string text = form == PieceForm.Id
            ? tokenizer.Decode([.. subwords.Select(subword => subword.Id)])
            : tokenizer.DecodePieces([.. subwords.Select(subword => subword.Piece)]);
        _output.Truncate(0);
        _output.Append(Encoding.UTF8.GetBytes(text));
        _output.Append((byte)'\n');
        return _output.Written;
    }
}
