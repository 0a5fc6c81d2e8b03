using System.Globalization;
using System.Text;
using Nmt.Text.Lines;
using Nmt.Text.Tokenization.Lines;
using Nmt.Text.Vocabularies;

namespace Nmt.Text.Tokenization;

/// <summary>A SentencePiece model: pieces and the rules for applying them. Immutable.</summary>
public sealed class SentencePieceModel : ISubwordModel
{
    // Far above real models (a 250,000-piece multilingual one has 5 MB), far below what would exhaust memory.
    private const int MaxFileBytes = 256 << 20;

    /// <summary>Makes a model and checks that it holds together.</summary>
    /// <param name="name">What error messages call it, usually its file.</param>
    /// <param name="pieces">The pieces in the order of their ids.</param>
    /// <param name="trainer">How it was trained.</param>
    /// <param name="normalizer">How it normalizes.</param>
    /// <param name="denormalizer">What is done to decoded text; null for nothing.</param>
    /// <exception cref="DataException">When the parts contradict each other.</exception>
    public SentencePieceModel(
        string name, IReadOnlyList<Piece> pieces, TrainerSpec trainer, NormalizerSpec normalizer, NormalizerSpec? denormalizer = null)
    {
        Name = name;
        Pieces = [.. pieces];
        Trainer = trainer;
        Normalizer = normalizer;
        Denormalizer = denormalizer;
        Vocabulary = VocabularyOf(name, Pieces, trainer);
        _ = CharsMapOf(normalizer);
        _ = CharsMapOf(denormalizer);
    }

    /// <summary>What error messages call the model.</summary>
    public string Name { get; }

    /// <summary>The pieces in the order of their ids.</summary>
    public IReadOnlyList<Piece> Pieces { get; }

    /// <summary>How the model was trained.</summary>
    public TrainerSpec Trainer { get; }

    /// <summary>How text is normalized before it is segmented.</summary>
    public NormalizerSpec Normalizer { get; }

    /// <summary>What is done to decoded text; null for nothing.</summary>
    public NormalizerSpec? Denormalizer { get; }

    /// <summary>Lines with the pieces that they must be cut into; kept for other programs, not checked here.</summary>
    public IReadOnlyList<SelfTestSample> SelfTest { get; init; } = [];

    /// <summary>How the model segments.</summary>
    public ModelKind Kind => Trainer.Kind;

    /// <summary>The pieces with their ids.</summary>
    public Vocabulary Vocabulary { get; }

    /// <inheritdoc/>
    public SubwordFamily Family => SubwordFamily.SentencePiece;

    /// <inheritdoc/>
    public string TypeName => Kind.ToString().ToLowerInvariant();

    /// <summary>Reads a <c>.model</c> file.</summary>
    /// <exception cref="DataException">When the file cannot be read or is not a usable model.</exception>
    public static SentencePieceModel Load(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return Load(stream, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"{path}: cannot read the subword model: {e.Message}", e);
        }
    }

    /// <summary>Reads the <c>.model</c> file of a translation model, which cannot do without the bounds of sentences.</summary>
    /// <exception cref="DataException">When the file is no usable model, or has no pieces for beginning and end.</exception>
    public static SentencePieceModel LoadForTranslation(string path)
    {
        var model = Load(path);
        model.ThrowIfUnbounded();
        return model;
    }

    /// <summary>Reads a model from a stream, to its end.</summary>
    /// <param name="stream">The bytes of a <c>.model</c> file.</param>
    /// <param name="name">What error messages call it.</param>
    /// <exception cref="DataException">When the bytes are not a usable model.</exception>
    public static SentencePieceModel Load(Stream stream, string name)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[1 << 16];
        for (int read; (read = stream.Read(chunk)) > 0;)
        {
            if (buffer.Length + read > MaxFileBytes)
            {
                throw new DataException($"{name}: larger than {MaxFileBytes >> 20} MiB, which no subword model is");
            }

            buffer.Write(chunk, 0, read);
        }

        return SentencePieceReader.Read(buffer.ToArray(), name);
    }

    /// <summary>Writes the <c>.model</c> file; a file that is there is replaced only when the new one is complete.</summary>
    public void Save(string path) => AtomicFile.Write(path, stream => SentencePieceWriter.Write(this, stream));

    /// <inheritdoc/>
    public void SaveTo(string folder) => Save(SubwordFiles.Of(Family, folder)[0]);

    /// <inheritdoc/>
    public ITokenizer CreateTokenizer(PreTokenizerKind? preTokenizer = null)
    {
        PreTokenizers.ThrowIfUnfit(Family, preTokenizer);
        return new SentencePieceTokenizer(this);
    }

    /// <summary>Writes the <c>.vocab</c> file that goes with it, for people to read: piece, tab, score; or the pieces alone.</summary>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="withScores">Whether scores are written (<c>vocabulary_output_piece_score</c>).</param>
    public void SaveVocabulary(string path, bool withScores = true) => AtomicFile.Write(path, stream =>
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        foreach (var piece in Pieces)
        {
            // Six digits and a small e, as SentencePiece prints them.
            writer.WriteLine(withScores
                ? $"{piece.Text}\t{piece.Score.ToString("G6", CultureInfo.InvariantCulture).Replace('E', 'e')}"
                : piece.Text);
        }
    });

    /// <summary>Says that the beginning of a sentence has no piece.</summary>
    private string NoBeginning => $"{Name}: no piece '{Trainer.BosPiece}' for the beginning of a sentence";

    /// <summary>Says that the end of a sentence has no piece.</summary>
    private string NoEnd => $"{Name}: no piece '{Trainer.EosPiece}' for the end of a sentence";

    /// <summary>Id of the piece that an edit puts in; it may also be a symbol that the user defined.</summary>
    /// <param name="edit">Beginning or end of a sentence.</param>
    /// <exception cref="DataException">When the model has no such piece.</exception>
    internal int BoundOf(SequenceEdit edit)
    {
        var (piece, missing) = edit == SequenceEdit.Bos ? (Trainer.BosPiece, NoBeginning) : (Trainer.EosPiece, NoEnd);
        return Vocabulary.IdOf(piece) is var id && id != Vocabulary.Unk ? id : throw new DataException(missing);
    }

    /// <summary>Refuses a model that a translation model cannot do with.</summary>
    /// <exception cref="DataException">When nothing marks the beginning or the end of a sentence.</exception>
    internal void ThrowIfUnbounded()
    {
        if (!Vocabulary.HasBos || !Vocabulary.HasEos)
        {
            throw new DataException(Vocabulary.HasBos ? NoEnd : NoBeginning);
        }
    }

    /// <summary>Refuses edits that put in a piece that the model does not have.</summary>
    /// <exception cref="DataException">When there is such an edit.</exception>
    internal void ThrowIfUnable(IEnumerable<SequenceEdit> edits)
    {
        foreach (var edit in edits.Where(edit => edit is SequenceEdit.Bos or SequenceEdit.Eos))
        {
            BoundOf(edit);
        }
    }

    internal CharsMap? CharsMapOf(NormalizerSpec? spec) =>
        spec is null || spec.CharsMap.IsEmpty ? null : new CharsMap(spec.CharsMap, Name);

    private static Vocabulary VocabularyOf(string name, IReadOnlyList<Piece> pieces, TrainerSpec trainer)
    {
        var ids = PieceChecks.IdsByText(name, pieces, trainer.ByteFallback);
        var unknown = Enumerable.Range(0, pieces.Count).Where(id => pieces[id].Kind == PieceKind.Unknown).ToArray();
        if (unknown.Length != 1)
        {
            throw new DataException($"{name}: a subword model needs exactly one unknown piece; this one has {unknown.Length}");
        }

        int? ControlId(string text) =>
            ids.TryGetValue(text, out var id) && pieces[id].Kind == PieceKind.Control ? id : null;

        var controls = Enumerable.Range(0, pieces.Count).Where(id => pieces[id].Kind == PieceKind.Control).ToArray();
        return new Vocabulary(
            [.. pieces.Select(p => p.Text)], unknown[0], ControlId(trainer.BosPiece), ControlId(trainer.EosPiece), ControlId(trainer.PadPiece), controls);
    }
}
