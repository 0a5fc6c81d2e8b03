using System.Globalization;
using System.Text;
using Google.Protobuf;
using Nmt.Text.Lines;
using Nmt.Text.Subwords.Normalization;

namespace Nmt.Text.Subwords.SentencePiece;

/// <summary>A SentencePiece model: pieces and the rules for applying them. Immutable.</summary>
public sealed class SentencePieceModel : ISubwordModel
{
    // Far above real models (a 250,000-piece multilingual one is 5 MB), far below what would exhaust memory.
    private const int MaxFileBytes = 256 << 20;

    /// <summary>The file that the model was read from; null for a new model.</summary>
    private readonly byte[]? _file;

    /// <summary>Creates a model and checks that it is consistent.</summary>
    /// <param name="name">Its name in error messages, usually its path.</param>
    /// <param name="pieces">The pieces in the order of their ids.</param>
    /// <param name="trainer">How it was trained.</param>
    /// <param name="normalizer">How it normalizes.</param>
    /// <param name="denormalizer">How decoded text is normalized; null for no change.</param>
    /// <exception cref="DataException">When the parts contradict each other.</exception>
    internal SentencePieceModel(
        string name, IReadOnlyList<Piece> pieces, TrainerSpec trainer, NormalizerSpec normalizer, NormalizerSpec? denormalizer = null)
    {
        Name = name;
        Pieces = [.. pieces];
        Trainer = trainer;
        Normalizer = normalizer;
        Denormalizer = denormalizer;
        Vocabulary = CreateVocabulary(name, Pieces, trainer);
        _ = ReadCharsMap(normalizer);
        _ = ReadCharsMap(denormalizer);
    }

    private SentencePieceModel(string name, ModelProto proto, byte[] file)
        : this(
            name, [.. proto.Pieces.Select(piece => new Piece(piece.Piece, piece.Score, (PieceKind)piece.Type))],
            proto.TrainerSpec ?? new TrainerSpec(), proto.NormalizerSpec ?? new NormalizerSpec(), proto.DenormalizerSpec)
    {
        SelfTest = proto.SelfTestData;
        _file = file;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>The pieces in the order of their ids.</summary>
    public IReadOnlyList<Piece> Pieces { get; }

    /// <summary>How the model segments.</summary>
    public ModelKind Kind => (ModelKind)Trainer.ModelType;

    /// <inheritdoc/>
    public Vocabulary Vocabulary { get; }

    /// <inheritdoc/>
    public SubwordFamily Family => SubwordFamily.SentencePiece;

    /// <inheritdoc/>
    public string TypeName => Kind.ToString().ToLowerInvariant();

    /// <summary>How the model was trained.</summary>
    internal TrainerSpec Trainer { get; }

    /// <summary>How text is normalized before it is segmented.</summary>
    internal NormalizerSpec Normalizer { get; }

    /// <summary>How decoded text is normalized; null for no change.</summary>
    internal NormalizerSpec? Denormalizer { get; }

    /// <summary>Lines with their expected pieces; kept for other programs, not checked here.</summary>
    internal SelfTestData? SelfTest { get; init; }

    /// <summary>Id of the piece for the beginning of a sentence; it may also be a user-defined symbol.</summary>
    /// <exception cref="DataException">When the model has no such piece.</exception>
    internal int Bos => FindBoundary(Trainer.BosPiece) ?? throw NoBeginning();

    /// <summary>Id of the piece for the end of a sentence; it may also be a user-defined symbol.</summary>
    /// <exception cref="DataException">When the model has no such piece.</exception>
    internal int Eos => FindBoundary(Trainer.EosPiece) ?? throw NoEnd();

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

    /// <summary>Reads a model from a stream, to its end.</summary>
    /// <param name="stream">The bytes of a <c>.model</c> file.</param>
    /// <param name="name">Its name in error messages.</param>
    /// <exception cref="DataException">When the bytes are not a usable model.</exception>
    public static SentencePieceModel Load(Stream stream, string name)
    {
        using var buffer = new MemoryStream();
        byte[] chunk = new byte[1 << 16];
        for (int read; (read = stream.Read(chunk)) > 0;)
        {
            if (buffer.Length + read > MaxFileBytes)
            {
                throw new DataException($"{name}: larger than {MaxFileBytes >> 20} MiB, which is too large for a subword model");
            }

            buffer.Write(chunk, 0, read);
        }

        byte[] file = buffer.ToArray();
        try
        {
            return new SentencePieceModel(name, ModelProto.Parser.ParseFrom(file), file);
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or DecoderFallbackException)
        {
            throw new DataException($"{name}: not a SentencePiece model, or a damaged one: {e.Message}", e);
        }
    }

    /// <summary>
    /// Writes the <c>.model</c> file, an unchanged copy if the model was read from one; an existing file is replaced only when
    /// the new one is complete.
    /// </summary>
    public void Save(string path) => AtomicFile.Write(path, stream => stream.Write(_file ?? Serialize()));

    /// <inheritdoc/>
    public void SaveTo(string folder) => Save(SubwordFiles.PathsOf(Family, folder)[0]);

    /// <inheritdoc/>
    public ITokenizer CreateTokenizer(PreTokenizerKind? preTokenizer = null)
    {
        PreTokenizers.ThrowIfUnsupported(Family, preTokenizer);
        return new SentencePieceTokenizer(this);
    }

    /// <summary>Writes the human-readable <c>.vocab</c> file that goes with it: piece, tab, score; or the pieces alone.</summary>
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

    /// <summary>Throws if the beginning- or end-of-sentence piece is missing, which a translation model needs.</summary>
    /// <exception cref="DataException">When one of them is missing.</exception>
    internal void ThrowIfBoundaryMissing()
    {
        if (!Vocabulary.HasBos || !Vocabulary.HasEos)
        {
            throw Vocabulary.HasBos ? NoEnd() : NoBeginning();
        }
    }

    /// <summary>Reads the character rules of one of the model's two normalizers; null if it has none.</summary>
    internal CharsMap? ReadCharsMap(NormalizerSpec? spec) =>
        spec is null || spec.PrecompiledCharsmap.IsEmpty ? null : new CharsMap(spec.PrecompiledCharsmap.Memory, Name);

    private byte[] Serialize()
    {
        var proto = new ModelProto { TrainerSpec = Trainer, NormalizerSpec = Normalizer, SelfTestData = SelfTest, DenormalizerSpec = Denormalizer };
        foreach (var (text, score, kind) in Pieces)
        {
            var piece = new ModelProto.Types.SentencePiece { Piece = text, Score = score };
            if (kind != PieceKind.Normal)
            {
                piece.Type = (int)kind;
            }

            proto.Pieces.Add(piece);
        }

        return proto.ToByteArray();
    }

    private int? FindBoundary(string piece) => Vocabulary.IdOf(piece) is var id && id != Vocabulary.Unk ? id : null;

    private DataException NoBeginning() => new($"{Name}: no piece '{Trainer.BosPiece}' for the beginning of a sentence");

    private DataException NoEnd() => new($"{Name}: no piece '{Trainer.EosPiece}' for the end of a sentence");

    private static Vocabulary CreateVocabulary(string name, IReadOnlyList<Piece> pieces, TrainerSpec trainer)
    {
        var ids = CheckPieces(name, pieces, trainer.ByteFallback);
        int[] unknown = [.. Enumerable.Range(0, pieces.Count).Where(id => pieces[id].Kind == PieceKind.Unknown)];
        if (unknown.Length != 1)
        {
            throw new DataException($"{name}: a subword model needs exactly one unknown piece; this one has {unknown.Length}");
        }

        int? ControlId(string text) => ids.TryGetValue(text, out int id) && pieces[id].Kind == PieceKind.Control ? id : null;

        int[] controls = [.. Enumerable.Range(0, pieces.Count).Where(id => pieces[id].Kind == PieceKind.Control)];
        return new Vocabulary(
            [.. pieces.Select(piece => piece.Text)], unknown[0], ControlId(trainer.BosPiece), ControlId(trainer.EosPiece), ControlId(trainer.PadPiece), controls)
        {
            IsOfWords = trainer.ModelType == (int)ModelKind.Word,
        };
    }

    /// <summary>Checks every piece and returns the ids by text.</summary>
    /// <exception cref="DataException">At the first piece that breaks a rule.</exception>
    private static Dictionary<string, int> CheckPieces(string name, IReadOnlyList<Piece> pieces, bool byteFallback)
    {
        if (pieces.Count == 0)
        {
            throw new DataException($"{name}: not a SentencePiece model: it has no pieces");
        }

        var ids = new Dictionary<string, int>(pieces.Count, StringComparer.Ordinal);
        for (int id = 0; id < pieces.Count; id++)
        {
            var piece = pieces[id];
            string? fault = piece switch
            {
                { Text.Length: 0 } => "is empty",
                _ when !Enum.IsDefined(piece.Kind) => $"has the unknown type {(int)piece.Kind}",
                _ when !float.IsFinite(piece.Score) => "has a score that is not finite",
                { Kind: PieceKind.Byte } when !byteFallback => "is a byte, but byte fallback is off",
                { Kind: PieceKind.Byte } when Piece.ByteOf(piece.Text) is null => "is marked as a byte but is not one",
                _ when !ids.TryAdd(piece.Text, id) => $"appears twice ('{piece.Text}')",
                _ => null,
            };
            if (fault is not null)
            {
                throw new DataException($"{name}: damaged SentencePiece model: piece {id} {fault}");
            }
        }

        for (int value = 0; byteFallback && value <= byte.MaxValue; value++)
        {
            string text = Piece.ByteText((byte)value);
            if (!ids.TryGetValue(text, out int id) || pieces[id].Kind != PieceKind.Byte)
            {
                throw new DataException($"{name}: damaged SentencePiece model: byte fallback is on, but there is no byte piece {text}");
            }
        }

        return ids;
    }
}
