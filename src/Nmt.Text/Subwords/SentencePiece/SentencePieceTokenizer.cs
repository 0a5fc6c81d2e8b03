using System.Text;
using Nmt.Text.Subwords.Normalization;
using Nmt.Text.Subwords.Sampling;
using Nmt.Text.Subwords.Segmentation;

namespace Nmt.Text.Subwords.SentencePiece;

/// <summary>Encodes and decodes text with a SentencePiece model, exactly as <c>spm_encode</c> and <c>spm_decode</c> 0.1.97 do.</summary>
/// <remarks>Accepts every line. Thread-safe.</remarks>
public sealed class SentencePieceTokenizer : ITokenizer
{
    private readonly Normalizer _normalizer;
    private readonly Normalizer _displayNormalizer;
    private readonly ISegmenter _segmenter;
    private readonly SegmentationSampler _sampler;
    private readonly PieceOutput _output;

    /// <summary>Creates the tokenizer of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="restriction">
    /// Texts of the pieces that may be output in addition to single characters (Sennrich et al. 2016, section 3.2); null for all.
    /// </param>
    /// <exception cref="DataException">When the model has an unknown type.</exception>
    public SentencePieceTokenizer(SentencePieceModel model, IReadOnlySet<string>? restriction = null)
    {
        if (!Enum.IsDefined(model.Kind))
        {
            throw new DataException($"{model.Name}: unknown SentencePiece model type {(int)model.Kind}");
        }

        Model = model;
        var table = new PieceTable(model.Kind, model.Pieces, model.Vocabulary.Unk, restriction);
        var verbatim = model.Pieces.Where(p => p.Kind == PieceKind.UserDefined).Select(p => p.Text);
        var map = model.ReadCharsMap(model.Normalizer);
        _normalizer = new Normalizer(model.Normalizer, map, model.Trainer.TreatWhitespaceAsSuffix, verbatim);
        _displayNormalizer = new Normalizer(
            new NormalizerSpec { AddDummyPrefix = false, EscapeWhitespaces = false }, map, whitespaceAsSuffix: false, verbatim: []);
        _segmenter = ISegmenter.Create(table);
        _sampler = new SegmentationSampler(table, _segmenter);
        _output = new PieceOutput(model.Vocabulary, model.Trainer.ByteFallback);
        Decoder = new PieceDecoder(model);
        Utf8 = [.. model.Pieces.Select(p => Encoding.UTF8.GetBytes(p.Text))];
    }

    /// <inheritdoc/>
    public Vocabulary Vocabulary => Model.Vocabulary;

    /// <summary>Whether <see cref="EncodeSampled"/> can sample segmentations: unigram and BPE models can.</summary>
    public bool CanSample => Model.Kind is ModelKind.Unigram or ModelKind.Bpe;

    /// <summary>Whether <see cref="EncodeNBest"/> can find more than one segmentation: unigram models can.</summary>
    public bool HasNBest => Model.Kind == ModelKind.Unigram;

    /// <summary>The model.</summary>
    internal SentencePieceModel Model { get; }

    /// <summary>Decodes pieces.</summary>
    internal PieceDecoder Decoder { get; }

    /// <summary>The pieces in UTF-8.</summary>
    internal byte[][] Utf8 { get; }

    /// <inheritdoc/>
    public int[] Encode(string line) => Ids(Segment(line));

    /// <inheritdoc/>
    public string[] EncodeAsPieces(string line) => Texts(Segment(line));

    /// <inheritdoc/>
    public Subword[] EncodeWithText(string line)
    {
        var origins = new TextOrigins();
        var buffers = Normalized(line, origins);
        Segment(buffers);
        var subwords = new Subword[buffers.Pieces.Count];
        for (int i = 0; i < subwords.Length; i++)
        {
            var piece = buffers.Pieces[i];
            subwords[i] = new Subword(piece.Id, piece.Id == Vocabulary.Unk
                ? origins.Text(buffers.Line.Written, buffers.Text.Written, piece.Start, piece.Length)
                : Vocabulary[piece.Id]);
        }

        return subwords;
    }

    /// <inheritdoc/>
    public byte[] BytesOf(int id) =>
        Model.Pieces[id].Kind == PieceKind.Byte ? [Piece.ByteOf(Vocabulary[id])!.Value] : Utf8[id];

    /// <summary>Encodes a line to the ids of a randomly sampled segmentation.</summary>
    /// <param name="line">Any text.</param>
    /// <param name="sampling">The distribution.</param>
    /// <param name="random">The random numbers; equal states give equal results.</param>
    /// <exception cref="NotSupportedException">When the model cannot be sampled from (<see cref="CanSample"/>).</exception>
    public int[] EncodeSampled(string line, SubwordRegularizationConfig sampling, SeededRandom random)
    {
        var buffers = Normalized(line);
        Sample(buffers, sampling, random);
        return Ids(buffers);
    }

    /// <summary>Finds the best segmentations of the line, best first.</summary>
    /// <param name="line">Any text.</param>
    /// <param name="count">Maximum number of segmentations; more than SentencePiece's limit of 1024 counts as 1024.</param>
    /// <exception cref="NotSupportedException">When the model has no n-best segmentations (<see cref="HasNBest"/>).</exception>
    public IReadOnlyList<ScoredEncoding> EncodeNBest(string line, int count)
    {
        var buffers = Normalized(line);
        var result = new List<ScoredEncoding>();
        foreach (var (segments, score) in _sampler.NBest(buffers.Text.Written, count))
        {
            SetPieces(segments, buffers);
            result.Add(new ScoredEncoding(Ids(buffers), Texts(buffers), score));
        }

        return result;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">When an id is outside the vocabulary.</exception>
    public string Decode(IReadOnlyList<int> ids)
    {
        var decoded = new DecodeBuffer();
        foreach (int id in ids)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(id, nameof(ids));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(id, Vocabulary.Count, nameof(ids));
            Decoder.Append(decoded, Utf8[id], id);
        }

        return Encoding.UTF8.GetString(Decoder.Finish(decoded));
    }

    /// <inheritdoc/>
    public string DecodePieces(IReadOnlyList<string> pieces)
    {
        var decoded = new DecodeBuffer();
        foreach (string piece in pieces)
        {
            Decoder.Append(decoded, Encoding.UTF8.GetBytes(piece), Vocabulary.IdOf(piece));
        }

        return Encoding.UTF8.GetString(Decoder.Finish(decoded));
    }

    /// <summary>Normalizes a line as <c>spm_normalize</c> prints it: character rules applied, extra spaces removed, no dummy prefix.</summary>
    public string Normalize(string line) => _displayNormalizer.Normalize(line);

    /// <summary>Normalizes a line to the form that is segmented, with word boundary marks.</summary>
    internal string NormalizeWithMarks(string line) => _normalizer.Normalize(line);

    /// <summary>Normalizes a line of valid UTF-8 into the buffers, which are emptied first.</summary>
    internal void Normalize(ReadOnlySpan<byte> line, EncodeBuffers buffers, TextOrigins? origins = null)
    {
        buffers.Text.Truncate(0);
        _normalizer.Normalize(line, buffers.Text, origins);
    }

    /// <summary>Segments the normalized line.</summary>
    internal void Segment(EncodeBuffers buffers)
    {
        buffers.Segments.Clear();
        _segmenter.Segment(buffers.Text.Written, buffers.Segments);
        SetPieces(buffers.Segments, buffers);
    }

    /// <summary>Samples a segmentation of the normalized line.</summary>
    internal void Sample(EncodeBuffers buffers, SubwordRegularizationConfig sampling, SeededRandom random)
    {
        buffers.Segments.Clear();
        _sampler.Sample(buffers.Text.Written, sampling, random, buffers.Segments);
        SetPieces(buffers.Segments, buffers);
    }

    /// <summary>Finds the best segmentations of the normalized line; pass one of them to <see cref="SetPieces"/>.</summary>
    internal IReadOnlyList<ScoredSegments> NBest(EncodeBuffers buffers, int count) => _sampler.NBest(buffers.Text.Written, count);

    /// <summary>Converts segments of the normalized line to the pieces to return.</summary>
    internal void SetPieces(List<Segment> segments, EncodeBuffers buffers)
    {
        buffers.Pieces.Clear();
        _output.Append(buffers.Text.Written, segments, buffers.Pieces);
    }

    private EncodeBuffers Normalized(string line, TextOrigins? origins = null)
    {
        var buffers = EncodeBuffers.Current;
        buffers.Line.Truncate(0);
        buffers.Line.Advance(Encoding.UTF8.GetBytes(line, buffers.Line.Reserve(Encoding.UTF8.GetMaxByteCount(line.Length))));
        Normalize(buffers.Line.Written, buffers, origins);
        return buffers;
    }

    private EncodeBuffers Segment(string line)
    {
        var buffers = Normalized(line);
        Segment(buffers);
        return buffers;
    }

    private static int[] Ids(EncodeBuffers buffers)
    {
        int[] ids = new int[buffers.Pieces.Count];
        for (int i = 0; i < ids.Length; i++)
        {
            ids[i] = buffers.Pieces[i].Id;
        }

        return ids;
    }

    private string[] Texts(EncodeBuffers buffers)
    {
        string[] texts = new string[buffers.Pieces.Count];
        for (int i = 0; i < texts.Length; i++)
        {
            var piece = buffers.Pieces[i];
            texts[i] = piece.Id == Vocabulary.Unk
                ? Encoding.UTF8.GetString(buffers.Text.Written.Slice(piece.Start, piece.Length))
                : Vocabulary[piece.Id];
        }

        return texts;
    }
}

/// <summary>One of several segmentations of a line.</summary>
/// <param name="Ids">The subwords.</param>
/// <param name="Pieces">Their texts.</param>
/// <param name="Score">Sum of their log-probabilities under the model, unnormalized; higher is better.</param>
public sealed record ScoredEncoding(int[] Ids, string[] Pieces, float Score);
