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

    /// <summary>Counts the words of the lines and trains a model on them.</summary>
    /// <param name="options">How to train.</param>
    /// <param name="lines">Raw text, both languages where they share the model; read once, to the end.</param>
    /// <exception cref="ArgumentException">When the options have problems; see <see cref="SubwordTrainingOptions.Problems"/>.</exception>
    /// <exception cref="DataException">When there is too little text for the vocabulary size, or the size is too small for the
    /// characters of the text.</exception>
    public static SubwordTrainingResult Train(SubwordTrainingOptions options, IEnumerable<string> lines)
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
        var counter = source.Count(() => new WordCounter(normalizer, boundaries, options.SplitByWhitespace));
        var text = TrainingText.Of(counter.Counts, options.CharacterCoverage, options.RequiredCharacters);
        var vocabulary = new VocabularyAssembly(options, reserved);
        var pieces = vocabulary.Assemble(text, TrainerOf(options));
        var model = new SentencePieceModel(NewModel, pieces, SpecOf(options, pieces.Count), normalizer);
        return new SubwordTrainingResult(model, source.Read, source.Used, source.TooLong);
    }

    private static NormalizerSpec NormalizerOf(SubwordTrainingOptions options)
    {
        // SentencePiece's name for rules that came from a file.
        var rules = options.NormalizationRules is { } own
            ? new NormalizerSpec { Name = "user_defined", CharsMap = CharsMapBuilder.Build(own) }
            : NormalizerSpecs.Of(options.Normalization);
        return rules with { AddDummyPrefix = options.AddDummyPrefix, RemoveExtraWhitespaces = options.RemoveExtraWhitespaces };
    }

    private static ISubwordTrainer TrainerOf(SubwordTrainingOptions options) => options.ModelType switch
    {
        ModelKind.Bpe => new BpeTrainer(new PieceShape(options)),
        ModelKind.Unigram => new UnigramTrainer(options, new PieceShape(options)),
        ModelKind.Word => new WordTrainer(options.UseAllWords),
        ModelKind.Char => new CharTrainer(),
        _ => throw new ArgumentOutOfRangeException(nameof(options), options.ModelType, "no such model type"),
    };

    private static TrainerSpec SpecOf(SubwordTrainingOptions options, int size) => new()
    {
        Kind = options.ModelType,
        VocabularySize = size,
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
