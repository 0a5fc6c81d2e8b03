using System.Globalization;
using Nmt.Text.Tokenization.Segmentation;

namespace Nmt.Text.Tokenization.Lines;

/// <summary>Segments lines as <c>spm_encode</c> does: subwords with single blanks between them. For one thread.</summary>
public sealed class LineEncoder : ILineFilter
{
    private const int MaxIdLength = 10;
    private readonly SentencePieceTokenizer _tokenizer;
    private readonly LineEncodingOptions _options;
    private readonly SeededRandom _random;
    private readonly Scratch _scratch = new();
    private readonly ByteBuffer _output = new();

    /// <summary>Makes the encoder.</summary>
    /// <exception cref="NotSupportedException">When the model cannot do what the options ask for.</exception>
    /// <exception cref="DataException">When an edit needs a piece that the model does not have.</exception>
    public LineEncoder(SentencePieceTokenizer tokenizer, LineEncodingOptions options)
    {
        if (options.Choice == EncodingChoice.NBest && !tokenizer.HasNBest)
        {
            throw new NotSupportedException("this model has no n-best segmentations; unigram models have");
        }

        if (options.Choice == EncodingChoice.Sample && !tokenizer.CanSample)
        {
            throw new NotSupportedException("this model has one segmentation only; unigram and BPE models can be sampled");
        }

        tokenizer.Model.ThrowIfUnable(options.Edits);
        (_tokenizer, _options) = (tokenizer, options);
        _random = new SeededRandom(options.Seed);
    }

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Apply(ReadOnlySpan<byte> line)
    {
        _output.Truncate(0);
        _tokenizer.Normalize(line, _scratch);
        switch (_options.Choice)
        {
            case EncodingChoice.NBest:
                foreach (var (segments, _) in _tokenizer.NBest(_scratch, _options.NBestSize))
                {
                    _tokenizer.Use(segments, _scratch);
                    AppendLine();
                }

                break;
            case EncodingChoice.Sample:
                _tokenizer.Sample(_scratch, _options.Sampling, _random);
                AppendLine();
                break;
            default:
                _tokenizer.Cut(_scratch);
                AppendLine();
                break;
        }

        return _output.Written;
    }

    private void AppendLine()
    {
        var pieces = _scratch.Pieces;
        foreach (var edit in _options.Edits)
        {
            Edit(pieces, edit);
        }

        var text = _scratch.Text.Written;
        var isFirst = true;
        foreach (var piece in pieces)
        {
            if (!isFirst)
            {
                _output.Append((byte)' ');
            }

            isFirst = false;
            if (_options.Form == PieceForm.Id)
            {
                piece.Id.TryFormat(_output.Reserve(MaxIdLength), out var written, default, CultureInfo.InvariantCulture);
                _output.Advance(written);
            }
            else
            {
                _output.Append(piece.IsVerbatim ? text.Slice(piece.Start, piece.Length) : _tokenizer.Utf8[piece.Id]);
            }
        }

        _output.Append((byte)'\n');
    }

    private void Edit(List<EncodedPiece> pieces, SequenceEdit edit)
    {
        var vocabulary = _tokenizer.Vocabulary;
        switch (edit)
        {
            case SequenceEdit.Bos:
                pieces.Insert(0, new EncodedPiece(0, 0, _tokenizer.Model.BoundOf(edit), IsVerbatim: false));
                break;
            case SequenceEdit.Eos:
                pieces.Add(new EncodedPiece(0, 0, _tokenizer.Model.BoundOf(edit), IsVerbatim: false));
                break;
            case SequenceEdit.Reverse:
                pieces.Reverse();
                break;
            case SequenceEdit.Unknown:
                for (var i = 0; i < pieces.Count; i++)
                {
                    pieces[i] = pieces[i] with { IsVerbatim = pieces[i].IsVerbatim && pieces[i].Id != vocabulary.Unk };
                }

                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(edit), edit, "no such edit");
        }
    }
}
