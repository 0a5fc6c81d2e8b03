using System.Globalization;
using System.Text;
using Nmt.Text.Subwords.Sampling;
using Nmt.Text.Subwords.Segmentation;
using Nmt.Text.Subwords.SentencePiece;

namespace Nmt.Text.Subwords.LineFilters;

/// <summary>Segments lines as <c>spm_encode</c> does: subwords separated by single spaces. Not thread-safe.</summary>
public sealed class LineEncoder : ILineFilter
{
    private const int MaxIdLength = 10;
    private readonly SentencePieceTokenizer _tokenizer;
    private readonly LineEncodingOptions _options;
    private readonly SequenceEditor<EncodedPiece> _editor;
    private readonly SeededRandom _random;
    private readonly EncodeBuffers _buffers = new();
    private readonly ByteBuffer _output = new();

    private LineEncoder(SentencePieceTokenizer tokenizer, LineEncodingOptions options)
    {
        (_tokenizer, _options) = (tokenizer, options);
        _editor = new SequenceEditor<EncodedPiece>(
            options.Edits, tokenizer, id => new EncodedPiece(0, 0, id, IsVerbatim: false), piece => piece.Id);
        _random = new SeededRandom(options.Seed);
    }

    /// <summary>Creates the encoder for a tokenizer of any family.</summary>
    /// <exception cref="NotSupportedException">When the model does not support the options.</exception>
    /// <exception cref="DataException">When an edit needs a piece that the model does not have.</exception>
    public static ILineFilter Create(ITokenizer tokenizer, LineEncodingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (tokenizer is not SentencePieceTokenizer sentencePiece)
        {
            return options.Choice == EncodingChoice.Best
                ? new PlainLineEncoder(tokenizer, options)
                : throw new NotSupportedException("n-best and sample formats need a SentencePiece model");
        }

        if (options.Choice == EncodingChoice.NBest && !sentencePiece.HasNBest)
        {
            throw new NotSupportedException("this model has no n-best segmentations; only unigram models do");
        }

        if (options.Choice == EncodingChoice.Sample && !sentencePiece.CanSample)
        {
            throw new NotSupportedException("this model has a single segmentation; only unigram and BPE models can be sampled");
        }

        return new LineEncoder(sentencePiece, options);
    }

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Apply(ReadOnlySpan<byte> line)
    {
        _output.Truncate(0);
        _tokenizer.Normalize(line, _buffers);
        switch (_options.Choice)
        {
            case EncodingChoice.NBest:
                foreach (var (segments, _) in _tokenizer.NBest(_buffers, _options.NBestSize))
                {
                    _tokenizer.SetPieces(segments, _buffers);
                    AppendLine();
                }

                break;
            case EncodingChoice.Sample:
                _tokenizer.Sample(_buffers, _options.Sampling, _random);
                AppendLine();
                break;
            default:
                _tokenizer.Segment(_buffers);
                AppendLine();
                break;
        }

        return _output.Written;
    }

    private void AppendLine()
    {
        var pieces = _buffers.Pieces;
        _editor.Apply(pieces);
        var text = _buffers.Text.Written;
        bool isFirst = true;
        foreach (var piece in pieces)
        {
            if (!isFirst)
            {
                _output.Append((byte)' ');
            }

            isFirst = false;
            if (_options.Form == PieceForm.Id)
            {
                piece.Id.TryFormat(_output.Reserve(MaxIdLength), out int written, default, CultureInfo.InvariantCulture);
                _output.Advance(written);
            }
            else
            {
                _output.Append(piece.IsVerbatim ? text.Slice(piece.Start, piece.Length) : _tokenizer.Utf8[piece.Id]);
            }
        }

        _output.Append((byte)'\n');
    }
}

/// <summary>How <see cref="LineEncoder"/> writes lines.</summary>
public sealed record LineEncodingOptions
{
    /// <summary>Whether pieces or ids are written.</summary>
    public PieceForm Form { get; init; }

    /// <summary>Which segmentation is returned.</summary>
    public EncodingChoice Choice { get; init; }

    /// <summary>Number of segmentations in an n-best list.</summary>
    public int NBestSize { get; init; } = 10;

    /// <summary>The sampling distribution.</summary>
    public SubwordRegularizationConfig Sampling { get; init; } = new();

    /// <summary>The sampling seed.</summary>
    public int Seed { get; init; }

    /// <summary>Edits of the subwords, in this order.</summary>
    public IReadOnlyList<SequenceEdit> Edits { get; init; } = [];
}

/// <summary>Which segmentation of a line is returned.</summary>
public enum EncodingChoice
{
    /// <summary>The one that the model prefers.</summary>
    Best,

    /// <summary>The n best, best first, each on its own line.</summary>
    NBest,

    /// <summary>One sampled at random.</summary>
    Sample,
}

/// <summary>Segments lines with a tokenizer that has only one segmentation per line.</summary>
internal sealed class PlainLineEncoder(ITokenizer tokenizer, LineEncodingOptions options) : ILineFilter
{
    private readonly SequenceEditor<(int Id, string Piece)> _editor = new(
        options.Edits, tokenizer, id => (id, tokenizer.Vocabulary[id]), subword => subword.Id);

    private readonly ByteBuffer _output = new();

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Apply(ReadOnlySpan<byte> line)
    {
        string text = Encoding.UTF8.GetString(line);
        List<(int Id, string Piece)> subwords = [.. tokenizer.Encode(text).Zip(tokenizer.EncodeAsPieces(text))];
        _editor.Apply(subwords);
        _output.Truncate(0);
        _output.Append(Encoding.UTF8.GetBytes(string.Join(' ', subwords.Select(subword => options.Form == PieceForm.Id
            ? subword.Id.ToString(CultureInfo.InvariantCulture)
            : subword.Piece))));
        _output.Append((byte)'\n');
        return _output.Written;
    }
}
