using Nmt.Text.Tokenization.Normalization;
using Nmt.Text.Tokenization.Training.Bpe;
using Nmt.Text.Tokenization.Training.Shapes;
using Nmt.Text.Tokenization.Training.Unigram;

namespace Nmt.Text.Tokenization.Training;

/// <summary>Trains SentencePiece models from raw text.</summary>
/// <remarks>
/// The same text and options give the same model, whatever the number of threads and the order of the lines (unless lines are
/// sampled). Memory grows with the distinct words of the text, not with its length.
/// </remarks>
public static class SubwordTrainer
{
    private const string NewModel = "new subword model";

    // SentencePiece's name for rules that came from a file.
    private const string OwnRules = "user_defined";

    /// <summary>Counts the words of the lines and trains a model on them.</summary>
    /// <param name="options">How to train.</param>
    /// <param name="lines">Raw text, both languages where they share the model; read once, to the end.</param>
    /// <exception cref="ArgumentException">When the options have problems; see <see cref="SubwordTrainingOptions.Problems"/>.</exception>
    /// <exception cref="DataException">When there is too little text for the vocabulary size, or the size is too small for the
    /// characters of the text.</exception>
    public static SubwordTrainingResult Train(SubwordTrainingOptions options, IEnumerable<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        return Train(options, lines.Select(line => new CountedLine(line, 1)));
    }

    /// <summary>Counts the words of lines that were counted before, and trains a model on them.</summary>
    /// <inheritdoc cref="Train(SubwordTrainingOptions, IEnumerable{string})"/>
    public static SubwordTrainingResult Train(SubwordTrainingOptions options, IEnumerable<CountedLine> lines)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(lines);
        if (options.Problems() is { Count: > 0 } problems)
        {
            throw new ArgumentException(string.Join("; ", problems), nameof(options));
        }

        var normalizer = NormalizerOf(options);
        var reserved = ReservedPieces.For(options);
        string[] boundaries = [.. reserved.Values.Select(piece => piece.Text)];
        var source = new TrainingLines(lines, options);
        var counter = source.Count(() => new WordCounter(normalizer, boundaries, options));
        var text = TrainingText.Of(counter.Counts, options.CharacterCoverage, options.RequiredCharacters);
        var vocabulary = new VocabularyAssembly(options, reserved);
        var pieces = vocabulary.Assemble(text, TrainerOf(options));
        var model = new SentencePieceModel(NewModel, pieces, SpecOf(options, pieces.Count), normalizer, DenormalizerOf(options));
        return new SubwordTrainingResult(WithSelfTest(model, source.SelfTestLines), source.Read, source.Used, source.TooLong);
    }

    private static NormalizerSpec NormalizerOf(SubwordTrainingOptions options)
    {
        var rules = options.NormalizationRules is { } own
            ? new NormalizerSpec { Name = OwnRules, CharsMap = CharsMapBuilder.Build(own) }
            : NormalizerSpecs.Of(options.Normalization);
        return rules with { AddDummyPrefix = options.AddDummyPrefix, RemoveExtraWhitespaces = options.RemoveExtraWhitespaces };
    }

    private static NormalizerSpec? DenormalizerOf(SubwordTrainingOptions options) =>
        options.DenormalizationRules is not { } rules ? null : new NormalizerSpec
        {
            Name = OwnRules, CharsMap = CharsMapBuilder.Build(rules),
            AddDummyPrefix = false, RemoveExtraWhitespaces = false, EscapeWhitespaces = false,
        };

    private static SentencePieceModel WithSelfTest(SentencePieceModel model, IReadOnlyList<string> lines)
    {
        var tokenizer = new SentencePieceTokenizer(model);
        return new SentencePieceModel(model.Name, model.Pieces, model.Trainer, model.Normalizer, model.Denormalizer)
        {
            SelfTest = [.. lines.Select(line => new SelfTestSample(line, string.Join(' ', tokenizer.EncodeAsPieces(line))))],
        };
    }

    private static ISubwordTrainer TrainerOf(SubwordTrainingOptions options) => options.ModelType switch
    {
        ModelKind.Bpe => new BpeTrainer(new PieceShape(options)),
        ModelKind.Unigram => new UnigramTrainer(options, new PieceShape(options)),
        ModelKind.Word => new WordTrainer(options.UseAllVocabulary),
        ModelKind.Char => new CharTrainer(options.UseAllVocabulary),
        _ => throw new ArgumentOutOfRangeException(nameof(options), options.ModelType, "no such model type"),
    };

    private static TrainerSpec SpecOf(SubwordTrainingOptions options, int size) => new()
    {
        Kind = options.ModelType,
        VocabularySize = size,
        AcceptLanguages = options.AcceptLanguages,
        WhitespaceAsSuffix = options.WhitespaceAsSuffix,
        CharacterCoverage = (float)options.CharacterCoverage,
        ByteFallback = options.ByteFallback,
        PadId = options.Reserved.Pad,
        UnkId = options.Reserved.Unk,
        BosId = options.Reserved.Bos,
        EosId = options.Reserved.Eos,
        PadPiece = options.Reserved.PadPiece,
        UnkPiece = options.Reserved.UnkPiece,
        BosPiece = options.Reserved.BosPiece,
        EosPiece = options.Reserved.EosPiece,
        UnkSurface = options.UnkSurface,
    };
}
