using Nmt.Text.Subwords.SentencePiece;

namespace Nmt.Text.Subwords.LineFilters;

/// <summary>Converts lines of text to output.</summary>
public interface ILineFilter
{
    /// <summary>The output for a line.</summary>
    /// <param name="line">Valid UTF-8 without the line end.</param>
    /// <returns>UTF-8 lines, each with its line feed; valid until the next call.</returns>
    /// <exception cref="DataException">When the line is invalid; the message does not include the line number.</exception>
    ReadOnlySpan<byte> Apply(ReadOnlySpan<byte> line);
}

/// <summary>How subwords are written.</summary>
public enum PieceForm
{
    /// <summary>As text.</summary>
    Piece,

    /// <summary>As ids.</summary>
    Id,
}

/// <summary>A change of the subwords of a line.</summary>
public enum SequenceEdit
{
    /// <summary>Prepends the beginning-of-sentence piece.</summary>
    Bos,

    /// <summary>Appends the end-of-sentence piece.</summary>
    Eos,

    /// <summary>Reverses the order.</summary>
    Reverse,

    /// <summary>Replaces unknown text by the unknown piece.</summary>
    Unknown,
}

/// <summary>Edits lines of subwords in any representation.</summary>
internal sealed class SequenceEditor<T>
{
    private readonly Action<List<T>>[] _edits;

    /// <summary>Creates the editor.</summary>
    /// <param name="edits">The edits, in this order.</param>
    /// <param name="tokenizer">The tokenizer of the model.</param>
    /// <param name="create">Creates the subword for the piece with an id.</param>
    /// <param name="idOf">The id of a subword.</param>
    /// <exception cref="DataException">When an edit needs a piece that the model does not have.</exception>
    public SequenceEditor(IReadOnlyList<SequenceEdit> edits, ITokenizer tokenizer, Func<int, T> create, Func<T, int> idOf)
    {
        var model = (tokenizer as SentencePieceTokenizer)?.Model;
        _edits =
        [
            .. edits.Select<SequenceEdit, Action<List<T>>>(edit =>
            {
                switch (edit)
                {
                    case SequenceEdit.Bos:
                        int bos = model?.Bos ?? tokenizer.Vocabulary.Bos;
                        return subwords => subwords.Insert(0, create(bos));
                    case SequenceEdit.Eos:
                        int eos = model?.Eos ?? tokenizer.Vocabulary.Eos;
                        return subwords => subwords.Add(create(eos));
                    case SequenceEdit.Reverse:
                        return subwords => subwords.Reverse();
                    case SequenceEdit.Unknown:
                        int unk = tokenizer.Vocabulary.Unk;
                        return subwords =>
                        {
                            for (int i = 0; i < subwords.Count; i++)
                            {
                                subwords[i] = idOf(subwords[i]) == unk ? create(unk) : subwords[i];
                            }
                        };
                    default:
                        throw new ArgumentOutOfRangeException(nameof(edits), edit, "no such edit");
                }
            }),
        ];
    }

    /// <summary>Edits a line.</summary>
    public void Apply(List<T> subwords)
    {
        foreach (var edit in _edits)
        {
            edit(subwords);
        }
    }
}
