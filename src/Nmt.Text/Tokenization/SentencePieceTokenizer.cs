using System.Text;
using Nmt.Text.Tokenization.Sampling;
using Nmt.Text.Tokenization.Segmentation;
using Nmt.Text.Vocabularies;

namespace Nmt.Text.Tokenization;

/// <summary>Segments and joins text with a SentencePiece model, exactly as <c>spm_encode</c> and <c>spm_decode</c> 0.1.97.</summary>
/// <remarks>Never throws on any line. Safe to call from several threads.</remarks>
public sealed class SentencePieceTokenizer : ITokenizer
{
    private readonly SentencePieceModel _model;
    private readonly Normalizer _normalizer;
    private readonly Normalizer _printing;
    private readonly ISegmenter _segmenter;
    private readonly Variants _variants;
    private readonly PieceOutput _output;

    /// <summary>Makes the tokenizer of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="restriction">
    /// Texts of the pieces that may appear besides single characters (Sennrich et al. 2016, section 3.2); null for all.
    /// </param>
    /// <exception cref="DataException">When the model is of a kind that does not exist.</exception>
    public SentencePieceTokenizer(SentencePieceModel model, IReadOnlySet<string>? restriction = null)
    {
        _model = model;
        var table = new PieceTable(model, restriction);
        var verbatim = model.Pieces.Where(p => p.Kind == PieceKind.UserDefined).Select(p => p.Text);
        var map = model.CharsMapOf(model.Normalizer);
        _normalizer = new Normalizer(model.Normalizer, map, model.Trainer.WhitespaceAsSuffix, verbatim);
        _printing = new Normalizer(
            new NormalizerSpec { AddDummyPrefix = false, EscapeWhitespaces = false }, map, blankAsSuffix: false, verbatim: []);
        _segmenter = Segmenters.Of(table);
        _variants = new Variants(table, _segmenter);
        _output = new PieceOutput(model);
        Joiner = new PieceJoiner(model);
        Utf8 = [.. model.Pieces.Select(p => Encoding.UTF8.GetBytes(p.Text))];
    }

    /// <inheritdoc/>
    public Vocabulary Vocabulary => _model.Vocabulary;

    /// <summary>Whether <see cref="EncodeSampled"/> can draw segmentations: unigram and BPE models can.</summary>
    public bool CanSample => _model.Kind is ModelKind.Unigram or ModelKind.Bpe;

    /// <summary>Whether <see cref="EncodeNBest"/> can find more segmentations than the best: unigram models can.</summary>
    public bool HasNBest => _model.Kind == ModelKind.Unigram;

    /// <summary>The model.</summary>
    internal SentencePieceModel Model => _model;

    /// <summary>Joins pieces.</summary>
    internal PieceJoiner Joiner { get; }

    /// <summary>The pieces in UTF-8.</summary>
    internal byte[][] Utf8 { get; }

    /// <inheritdoc/>
    public int[] Encode(string line) => Ids(Cut(line));

    /// <inheritdoc/>
    public string[] EncodeAsPieces(string line) => Texts(Cut(line));

    /// <summary>Ids of one of the ways to segment the line, drawn at random.</summary>
    /// <param name="line">Any text.</param>
    /// <param name="sampling">The distribution.</param>
    /// <param name="random">Equal states give equal results.</param>
    /// <exception cref="NotSupportedException">When the model cannot be sampled from (<see cref="CanSample"/>).</exception>
    public int[] EncodeSampled(string line, SubwordRegularizationConfig sampling, SeededRandom random)
    {
        var scratch = Normalized(line);
        Sample(scratch, sampling, random);
        return Ids(scratch);
    }

    /// <summary>The best segmentations of the line, the best first.</summary>
    /// <param name="line">Any text.</param>
    /// <param name="count">How many at most; SentencePiece's limit of 1024 holds.</param>
    /// <exception cref="NotSupportedException">When the model knows no second best (<see cref="HasNBest"/>).</exception>
    public IReadOnlyList<ScoredEncoding> EncodeNBest(string line, int count)
    {
        var scratch = Normalized(line);
        var result = new List<ScoredEncoding>();
        foreach (var (segments, score) in _variants.NBest(scratch.Text.Written, count))
        {
            Use(segments, scratch);
            result.Add(new ScoredEncoding(Ids(scratch), Texts(scratch), score));
        }

        return result;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">When an id is outside the vocabulary.</exception>
    public string Decode(IReadOnlyList<int> ids)
    {
        var joined = new JoinedText();
        foreach (var id in ids)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(id, nameof(ids));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(id, Vocabulary.Count, nameof(ids));
            Joiner.Append(joined, Utf8[id], id);
        }

        return Encoding.UTF8.GetString(Joiner.Finish(joined));
    }

    /// <inheritdoc/>
    public string DecodePieces(IReadOnlyList<string> pieces)
    {
        var joined = new JoinedText();
        foreach (var piece in pieces)
        {
            Joiner.Append(joined, Encoding.UTF8.GetBytes(piece), Vocabulary.IdOf(piece));
        }

        return Encoding.UTF8.GetString(Joiner.Finish(joined));
    }

    /// <summary>The line as <c>spm_normalize</c> prints it: with the model's character rules, blanks tidied, no blank in front.</summary>
    public string Normalize(string line) => _printing.Normalize(line);

    /// <summary>The line in the form that is segmented.</summary>
    internal string NormalizeWithMarks(string line) => _normalizer.Normalize(line);

    /// <summary>Normalizes a line of valid UTF-8 into the scratch, which is emptied first.</summary>
    internal void Normalize(ReadOnlySpan<byte> line, Scratch scratch)
    {
        scratch.Text.Truncate(0);
        _normalizer.Normalize(line, scratch.Text);
    }

    /// <summary>Cuts the normalized line.</summary>
    internal void Cut(Scratch scratch)
    {
        scratch.Segments.Clear();
        _segmenter.Cut(scratch.Text.Written, scratch.Segments);
        Use(scratch.Segments, scratch);
    }

    /// <summary>Cuts the normalized line at random.</summary>
    internal void Sample(Scratch scratch, SubwordRegularizationConfig sampling, SeededRandom random)
    {
        scratch.Segments.Clear();
        _variants.Sample(scratch.Text.Written, sampling, random, scratch.Segments);
        Use(scratch.Segments, scratch);
    }

    /// <summary>The best ways to cut the normalized line; <see cref="Use"/> takes one.</summary>
    internal IReadOnlyList<ScoredSegments> NBest(Scratch scratch, int count) => _variants.NBest(scratch.Text.Written, count);

    /// <summary>Makes segments of the normalized line pieces to give out.</summary>
    internal void Use(List<Segment> segments, Scratch scratch)
    {
        scratch.Pieces.Clear();
        _output.Append(scratch.Text.Written, segments, scratch.Pieces);
    }

    private Scratch Normalized(string line)
    {
        var scratch = Scratch.OfThisThread;
        scratch.Line.Truncate(0);
        scratch.Line.Advance(Encoding.UTF8.GetBytes(line, scratch.Line.Reserve(Encoding.UTF8.GetMaxByteCount(line.Length))));
        Normalize(scratch.Line.Written, scratch);
        return scratch;
    }

    private Scratch Cut(string line)
    {
        var scratch = Normalized(line);
        Cut(scratch);
        return scratch;
    }

    private static int[] Ids(Scratch scratch)
    {
        var ids = new int[scratch.Pieces.Count];
        for (var i = 0; i < ids.Length; i++)
        {
            ids[i] = scratch.Pieces[i].Id;
        }

        return ids;
    }

    private string[] Texts(Scratch scratch)
    {
        var texts = new string[scratch.Pieces.Count];
        for (var i = 0; i < texts.Length; i++)
        {
            var piece = scratch.Pieces[i];
            texts[i] = piece.Id == Vocabulary.Unk
                ? Encoding.UTF8.GetString(scratch.Text.Written.Slice(piece.Start, piece.Length))
                : Vocabulary[piece.Id];
        }

        return texts;
    }
}
