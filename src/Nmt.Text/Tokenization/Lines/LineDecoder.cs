using System.Buffers.Text;
using System.Text;
using Nmt.Text.Tokenization.Segmentation;

namespace Nmt.Text.Tokenization.Lines;

/// <summary>Joins lines of subwords to text as <c>spm_decode</c> does. For one thread.</summary>
public sealed class LineDecoder : ILineFilter
{
    private readonly SentencePieceTokenizer _tokenizer;
    private readonly PieceForm _form;
    private readonly IReadOnlyList<SequenceEdit> _edits;
    private readonly PrefixTrie _ids;
    private readonly List<(Range Range, int Id)> _tokens = [];
    private readonly JoinedText _joined = new();
    private readonly ByteBuffer _output = new();

    /// <summary>Makes the decoder.</summary>
    /// <param name="tokenizer">The tokenizer of the model.</param>
    /// <param name="form">What lines consist of.</param>
    /// <param name="edits">What is done to the subwords before they are joined, in this order.</param>
    /// <exception cref="DataException">When an edit needs a piece that the model does not have.</exception>
    public LineDecoder(SentencePieceTokenizer tokenizer, PieceForm form, IReadOnlyList<SequenceEdit> edits)
    {
        tokenizer.Model.ThrowIfUnable(edits);
        (_tokenizer, _form, _edits) = (tokenizer, form, edits);
        _ids = new PrefixTrie(tokenizer.Model.Pieces.Select((piece, id) => KeyValuePair.Create(piece.Text, id)));
    }

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Apply(ReadOnlySpan<byte> line)
    {
        _tokens.Clear();
        foreach (var range in line.Split((byte)' '))
        {
            var token = line[range];
            if (!token.IsEmpty)
            {
                _tokens.Add((range, _form == PieceForm.Id ? ParseId(token) : IdOf(token)));
            }
        }

        foreach (var edit in _edits)
        {
            Edit(edit);
        }

        _joined.Clear();
        foreach (var (range, id) in _tokens)
        {
            var isOwn = _form == PieceForm.Id || range.Equals(default);
            _tokenizer.Joiner.Append(_joined, isOwn ? _tokenizer.Utf8[id] : line[range], id);
        }

        _output.Truncate(0);
        _output.Append(_tokenizer.Joiner.Finish(_joined));
        _output.Append((byte)'\n');
        return _output.Written;
    }

    private int IdOf(ReadOnlySpan<byte> piece) => _ids.ValueOf(piece) is >= 0 and var id ? id : _tokenizer.Vocabulary.Unk;

    private int ParseId(ReadOnlySpan<byte> token)
    {
        if (!Utf8Parser.TryParse(token, out int id, out var consumed) || consumed != token.Length)
        {
            throw new DataException($"'{Encoding.UTF8.GetString(token)}' is no id; expected numbers with blanks between them");
        }

        return id >= 0 && id < _tokenizer.Vocabulary.Count
            ? id
            : throw new DataException($"there is no piece {id}; ids run from 0 to {_tokenizer.Vocabulary.Count - 1}");
    }

    private void Edit(SequenceEdit edit)
    {
        var vocabulary = _tokenizer.Vocabulary;
        switch (edit)
        {
            case SequenceEdit.Bos:
                _tokens.Insert(0, (default, _tokenizer.Model.BoundOf(edit)));
                break;
            case SequenceEdit.Eos:
                _tokens.Add((default, _tokenizer.Model.BoundOf(edit)));
                break;
            case SequenceEdit.Reverse:
                _tokens.Reverse();
                break;
            case SequenceEdit.Unknown:
                for (var i = 0; i < _tokens.Count; i++)
                {
                    _tokens[i] = _tokens[i].Id == vocabulary.Unk ? (default, vocabulary.Unk) : _tokens[i];
                }

                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(edit), edit, "no such edit");
        }
    }
}
