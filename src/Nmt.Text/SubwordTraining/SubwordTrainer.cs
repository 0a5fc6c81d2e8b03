using Google.Protobuf;
using Nmt.Text.SubwordTraining.Bpe;
using Nmt.Text.SubwordTraining.Input;
using Nmt.Text.SubwordTraining.Unigram;
using Nmt.Text.Subwords;
using Nmt.Text.Subwords.Normalization;
using Nmt.Text.Subwords.SentencePiece;

namespace Nmt.Text.SubwordTraining;

/// <summary>Trains SentencePiece models from raw text.</summary>
/// <remarks>
/// The same text and options give the same model, whatever the number of threads and the order of the lines (unless lines are
/// sampled). Memory grows with the distinct words of the text, not with its length.
/// </remarks>
public static class SubwordTrainer
{
    private const string NewModel = "new subword model";

    // SentencePiece's name for rules from a file.
    private const string OwnRules = "user_defined";

    /// <summary>Counts the words of the lines and trains a model on them.</summary>
    /// <param name="options">How to train.</param>
    /// <param name="lines">Raw text, of both languages if they share the model; read once, to the end.</param>
    /// <param name="cancellation">Stops training within a moment.</param>
    /// <exception cref="ArgumentException">When the options have problems; see <see cref="SubwordTrainingOptions.Problems"/>.</exception>
    /// <exception cref="DataException">When there is too little text for the vocabulary size, or the size is too small for the
    /// characters of the text.</exception>
    /// <exception cref="OperationCanceledException">When a stop is requested.</exception>
    public static SubwordTrainingResult Train(
        SubwordTrainingOptions options, IEnumerable<string> lines, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(lines);
        return Train(options, lines.Select(line => new CountedLine(line, 1)), cancellation);
    }

    /// <summary>Counts the words of lines that come with frequencies, and trains a model on them.</summary>
    /// <inheritdoc cref="Train(SubwordTrainingOptions, IEnumerable{string}, CancellationToken)"/>
    public static SubwordTrainingResult Train(
        SubwordTrainingOptions options, IEnumerable<CountedLine> lines, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(lines);
        if (options.Problems() is { Count: > 0 } problems)
        {
            throw new ArgumentException(string.Join("; ", problems), nameof(options));
        }

        var normalizer = CreateNormalizer(options);
        var reserved = ReservedPieces.Create(options);
        string[] boundaries = [.. reserved.Values.Select(piece => piece.Text)];
        var source = new TrainingLines(lines, options);
        var counter = source.Count(() => new WordCounter(normalizer, boundaries, options), cancellation);
        var text = TrainingText.Create(counter.Counts, options.CharacterCoverage, options.RequiredCharacters, cancellation);
        var vocabulary = new VocabularyAssembly(options, reserved, source);
        var pieces = vocabulary.Assemble(text, CreateTrainer(options), cancellation);
        var model = new SentencePieceModel(NewModel, pieces, CreateSpec(options, pieces.Count), normalizer, CreateDenormalizer(options));
        return new SubwordTrainingResult(WithSelfTest(model, source.SelfTestLines), source.Read, source.Used)
        {
            StoppedEarly = source.StoppedEarly,
            Uncovered = text.Uncovered,
            Warnings = [.. TrainingWarnings.LeftOutLines(source, options), .. TrainingWarnings.UnusableSymbols(model, options)],
        };
    }

    private static NormalizerSpec CreateNormalizer(SubwordTrainingOptions options) => new()
    {
        Name = options.NormalizationRules is null ? NormalizationRules.NameOf(options.Normalization) : OwnRules,
        PrecompiledCharsmap = UnsafeByteOperations.UnsafeWrap(
            options.NormalizationRules is { } own ? CharsMapBuilder.Build(own) : NormalizationRules.Load(options.Normalization)),
        AddDummyPrefix = options.AddDummyPrefix,
        RemoveExtraWhitespaces = options.RemoveExtraWhitespaces,
        EscapeWhitespaces = true,
    };

    private static NormalizerSpec? CreateDenormalizer(SubwordTrainingOptions options) =>
        options.DenormalizationRules is not { } rules ? null : new NormalizerSpec
        {
            Name = OwnRules,
            PrecompiledCharsmap = UnsafeByteOperations.UnsafeWrap(CharsMapBuilder.Build(rules)),
            AddDummyPrefix = false, RemoveExtraWhitespaces = false, EscapeWhitespaces = false,
        };

    private static SentencePieceModel WithSelfTest(SentencePieceModel model, IReadOnlyList<string> lines)
    {
        if (lines.Count == 0)
        {
            return model;
        }

        var tokenizer = new SentencePieceTokenizer(model);
        var samples = lines.Select(line => new SelfTestData.Types.Sample { Input = line, Expected = string.Join(' ', tokenizer.EncodeAsPieces(line)) });
        return new SentencePieceModel(model.Name, model.Pieces, model.Trainer, model.Normalizer, model.Denormalizer)
        {
            SelfTest = new SelfTestData { Samples = { samples } },
        };
    }

    private static ISubwordTrainer CreateTrainer(SubwordTrainingOptions options) => options.ModelType switch
    {
        ModelKind.Bpe => new BpeTrainer(new PieceConstraints(options), options.Progress),
        ModelKind.Unigram => new UnigramTrainer(options, new PieceConstraints(options)),
        ModelKind.Word => new WordTrainer(options.UseAllVocabulary),
        ModelKind.Char => new CharTrainer(options.UseAllVocabulary),
        _ => throw new ArgumentOutOfRangeException(nameof(options), options.ModelType, "no such model type"),
    };

    private static TrainerSpec CreateSpec(SubwordTrainingOptions options, int size) => new()
    {
        ModelType = (int)options.ModelType,
        VocabSize = size,
        AcceptLanguage = { options.AcceptLanguages },
        TreatWhitespaceAsSuffix = options.WhitespaceAsSuffix,
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

/// <summary>A trained model, and how many lines were used.</summary>
/// <param name="Model">The model.</param>
/// <param name="Lines">Number of lines read.</param>
/// <param name="UsedLines">Number of lines that the model was trained on.</param>
public sealed record SubwordTrainingResult(SentencePieceModel Model, long Lines, long UsedLines)
{
    /// <summary>Whether later lines were not read, because the first ones were enough.</summary>
    public bool StoppedEarly { get; init; }

    /// <summary>Characters without a piece of their own.</summary>
    public UncoveredCharacters Uncovered { get; init; }

    /// <summary>What the user should know about the model: one message each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

/// <summary>Selects whole words of covered characters, most frequent first; a piece's score is its log-probability.</summary>
/// <param name="isUnlimited">Whether to ignore the vocabulary size.</param>
internal sealed class WordTrainer(bool isUnlimited) : ISubwordTrainer
{
    /// <inheritdoc/>
    public IReadOnlyList<(string Text, float Score)> Train(TrainingText text, int maxPieces, CancellationToken cancellation)
    {
        var covered = text.Alphabet.Select(entry => entry.Character).ToHashSet();
        double total = Math.Log(text.Words.Sum(word => word.Count));
        return
        [
            .. text.Words
                .Where(word => word.Text.EnumerateRunes().All(covered.Contains))
                .OrderByDescending(word => word.Count)
                .ThenBy(word => word.Text, StringComparer.Ordinal)
                .Take(isUnlimited ? int.MaxValue : maxPieces)
                .Select(word => (word.Text, LogProbability.Compute(word.Count, total))),
        ];
    }
}

/// <summary>Selects characters, most frequent first; a piece's score is its log-probability.</summary>
/// <param name="isUnlimited">Whether to ignore the vocabulary size.</param>
internal sealed class CharTrainer(bool isUnlimited) : ISubwordTrainer
{
    /// <inheritdoc/>
    public IReadOnlyList<(string Text, float Score)> Train(TrainingText text, int maxPieces, CancellationToken cancellation)
    {
        double total = Math.Log(text.Alphabet.Sum(entry => entry.Count));
        return
        [
            .. text.Alphabet.Take(isUnlimited ? int.MaxValue : maxPieces).Select(entry =>
                (entry.Character.ToString(), LogProbability.Compute(entry.Count, total))),
        ];
    }
}

/// <summary>Scores of pieces that are counted rather than learned.</summary>
internal static class LogProbability
{
    /// <summary>Computes the log-probability for a count; the count of a required character may be 0.</summary>
    public static float Compute(long count, double logTotal) => (float)(Math.Log(Math.Max(count, 0.5)) - logTotal);
}
