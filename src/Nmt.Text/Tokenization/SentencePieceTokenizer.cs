using System.Text;
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
    private readonly PieceJoiner _joiner;
    private readonly int[] _byteIds;

    /// <summary>Makes the tokenizer of a model.</summary>
    /// <exception cref="DataException">When the model is of a kind that does not exist.</exception>
    public SentencePieceTokenizer(SentencePieceModel model)
    {
        _model = model;
        var table = new PieceTable(model);
        var verbatim = model.Pieces.Where(p => p.Kind == PieceKind.UserDefined).Select(p => p.Text);
        var map = model.CharsMapOf(model.Normalizer);
        _normalizer = new Normalizer(model.Normalizer, map, model.Trainer.WhitespaceAsSuffix, verbatim);
        _printing = new Normalizer(
            new NormalizerSpec { AddDummyPrefix = false, EscapeWhitespaces = false }, map, blankAsSuffix: false, verbatim: []);
        _segmenter = SegmenterOf(table);
        _joiner = new PieceJoiner(model);
        _byteIds = model.Trainer.ByteFallback
            ? [.. Enumerable.Range(0, 256).Select(b => model.Vocabulary.IdOf(PieceChecks.ByteText((byte)b)))]
            : [];
    }

    /// <inheritdoc/>
    public Vocabulary Vocabulary => _model.Vocabulary;

    /// <inheritdoc/>
    public int[] Encode(string line)
    {
        var text = NormalizeWithMarks(line);
        var ids = new List<int>();
        var previousIsUnknown = false;
        var start = 0;
        foreach (var segment in Cut(text))
        {
            var isUnknown = segment.Id == Vocabulary.Unk;
            if (isUnknown && _byteIds.Length > 0)
            {
                foreach (var b in Encoding.UTF8.GetBytes(text, start, segment.Length))
                {
                    ids.Add(_byteIds[b]);
                }
            }
            else if (!(isUnknown && previousIsUnknown))
            {
                ids.Add(segment.Id);
            }

            previousIsUnknown = isUnknown;
            start += segment.Length;
        }

        return [.. ids];
    }

    /// <inheritdoc/>
    public string[] EncodeAsPieces(string line)
    {
        var text = NormalizeWithMarks(line);
        var pieces = new List<string>();
        var previousIsUnknown = false;
        var start = 0;
        foreach (var segment in Cut(text))
        {
            var isUnknown = segment.Id == Vocabulary.Unk;
            if (isUnknown && _byteIds.Length > 0)
            {
                pieces.AddRange(Encoding.UTF8.GetBytes(text, start, segment.Length).Select(PieceChecks.ByteText));
            }
            else if (isUnknown && previousIsUnknown)
            {
                pieces[^1] += text.Substring(start, segment.Length);
            }
            else
            {
                pieces.Add(text.Substring(start, segment.Length));
            }

            previousIsUnknown = isUnknown;
            start += segment.Length;
        }

        return [.. pieces];
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">When an id is outside the vocabulary.</exception>
    public string Decode(IReadOnlyList<int> ids) => _joiner.Join(ids.Select(id => (Vocabulary[id], id)));

    /// <summary>The text that pieces stand for; a piece that is not in the model stands for itself.</summary>
    public string DecodePieces(IReadOnlyList<string> pieces) =>
        _joiner.Join(pieces.Select(piece => (piece, Vocabulary.IdOf(piece))));

    /// <summary>The line as <c>spm_normalize</c> prints it: with the model's character rules, blanks tidied, no blank in front.</summary>
    public string Normalize(string line) => _printing.Normalize(line);

    /// <summary>The line in the form that is segmented.</summary>
    internal string NormalizeWithMarks(string line) => _normalizer.Normalize(line);

    private List<Segment> Cut(string text)
    {
        var segments = new List<Segment>();
        _segmenter.Cut(text, segments);
        return segments;
    }

    private static ISegmenter SegmenterOf(PieceTable table) => table.Model.Kind switch
    {
        ModelKind.Bpe when WordCache.IsExactFor(table.Model) => new WordCache(new BpeSegmenter(table)),
        ModelKind.Bpe => new BpeSegmenter(table),
        ModelKind.Unigram => new UnigramSegmenter(table),
        ModelKind.Word => new WordSegmenter(table),
        ModelKind.Char => new CharSegmenter(table),
        _ => throw new DataException($"{table.Model.Name}: unknown SentencePiece model type {(int)table.Model.Kind}"),
    };
}
