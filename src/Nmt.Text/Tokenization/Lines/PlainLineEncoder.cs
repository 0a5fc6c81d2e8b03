using System.Globalization;
using System.Text;

namespace Nmt.Text.Tokenization.Lines;

/// <summary>Segments lines with a tokenizer that has one segmentation for each: subwords with single spaces between them. For one thread.</summary>
/// <param name="tokenizer">The tokenizer.</param>
/// <param name="form">How subwords are written.</param>
/// <param name="edits">What is done to the subwords, in this order.</param>
public sealed class PlainLineEncoder(ITokenizer tokenizer, PieceForm form, IReadOnlyList<SequenceEdit> edits) : ILineFilter
{
    private readonly ByteBuffer _output = new();

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Apply(ReadOnlySpan<byte> line)
    {
        string text = Encoding.UTF8.GetString(line);
        var subwords = tokenizer.Encode(text).Zip(tokenizer.EncodeAsPieces(text)).ToList();
        foreach (var edit in edits)
        {
            PlainEdits.Apply(edit, subwords, tokenizer.Vocabulary);
        }

        _output.Truncate(0);
        _output.Append(Encoding.UTF8.GetBytes(string.Join(' ', subwords.Select(subword => form == PieceForm.Id
            ? subword.First.ToString(CultureInfo.InvariantCulture)
            : subword.Second))));
        _output.Append((byte)'\n');
        return _output.Written;
    }
}
