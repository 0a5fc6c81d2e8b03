using System.ComponentModel.DataAnnotations;
using Nmt.Text.Corpora;
using Nmt.Text.SubwordTraining.Input;
using Nmt.Text.Subwords;
using Nmt.Text.Subwords.Normalization;
using Nmt.Text.Subwords.Sampling;

namespace Nmt.Text.SubwordTraining;

/// <summary>Section <c>subwords</c>: the subword model that both sides share, or one model per side.</summary>
public sealed record SubwordsConfig : IValidatableObject
{
    /// <summary>
    /// Whether both sides share one subword model; otherwise each has its own, trained on its side of the corpus unless
    /// <see cref="Source"/> or <see cref="Target"/> names an existing one.
    /// </summary>
    /// <value>The default value is null: shared, unless <see cref="Source"/> or <see cref="Target"/> is set.</value>
    public bool? Shared { get; init; }

    /// <summary>Settings of the source side's own model; they override those of this section.</summary>
    public SideSubwordsConfig? Source { get; init; }

    /// <summary>Settings of the target side's own model; they override those of this section.</summary>
    public SideSubwordsConfig? Target { get; init; }

    /// <summary>
    /// An existing model: a SentencePiece <c>.model</c>, a tiktoken file, a <c>vocab.json</c> with <c>merges.txt</c> next to it, or a
    /// WordPiece <c>vocab.txt</c>. By default, a SentencePiece model is trained on both sides of the training corpus.
    /// </summary>
    [FilePath]
    public string? Model { get; init; }

    /// <summary>How text is pre-tokenized for an existing model of a family other than SentencePiece; by default as its files suggest.</summary>
    public PreTokenizerKind? PreTokenizer { get; init; }

    /// <summary>The algorithm, if a model is trained.</summary>
    public ModelKind Type { get; init; } = ModelKind.Bpe;

    /// <summary>Number of pieces, including reserved ones and characters, if a model is trained.</summary>
    /// <value>The default value is 8000 pieces.</value>
    [Range(8, 1_000_000)]
    public int VocabularySize { get; init; } = 8000;

    /// <summary>Share of the characters of the training text that have pieces of their own; the rest are unknown.</summary>
    /// <value>The default value is 0.9995, SentencePiece's own.</value>
    [Range(0.9, 1.0)]
    public double CharacterCoverage { get; init; } = 0.9995;

    /// <summary>Whether an unknown character is represented by its UTF-8 bytes instead of the unknown piece.</summary>
    public bool ByteFallback { get; init; }

    /// <summary>Maximum number of UTF-8 bytes per line, if a model is trained; longer lines are left out of its training text.</summary>
    /// <value>The default value is 4192 bytes, SentencePiece's own.</value>
    [Range(10, 1 << 30)]
    public int MaxLineBytes { get; init; } = 4192;

    /// <summary>Texts that are always a single piece, for example placeholders, separated by commas.</summary>
    public string UserDefinedSymbols { get; init; } = "";

    /// <summary>How text is normalized before it is segmented.</summary>
    public NormalizationRule Normalization { get; init; } = NormalizationRule.NmtNfkc;

    /// <summary>Subword regularization of the training text; validation and translation never sample. None by default.</summary>
    public SubwordRegularizationConfig? Sampling { get; init; }

    /// <summary>Whether both sides share one subword model.</summary>
    public bool IsShared => Shared ?? (Source ?? Target) is null;

    /// <summary>Why each side has a model of its own, in messages: the key that says so.</summary>
    public string SeparatedBy => Shared is false ? "subwords.shared is false" : $"subwords.{(Source is null ? "target" : "source")} is set";

    /// <summary>The settings of each side's subword model.</summary>
    public Sides<SubwordModelConfig> PerSide() => IsShared
        ? new(new SubwordModelConfig(this, Side: null))
        : new(Of("source", Source ?? new(), Target ?? new()), Of("target", Target ?? new(), Source ?? new()));

    /// <summary>The keys for training a model that are set to other values than their defaults.</summary>
    public IEnumerable<string> TrainingKeys()
    {
        var defaults = new SubwordsConfig();
        (string Key, bool IsSet)[] training =
        [
            ("type", Type != defaults.Type), ("vocabulary_size", VocabularySize != defaults.VocabularySize),
            ("character_coverage", CharacterCoverage != defaults.CharacterCoverage), ("byte_fallback", ByteFallback != defaults.ByteFallback),
            ("max_line_bytes", MaxLineBytes != defaults.MaxLineBytes),
            ("user_defined_symbols", UserDefinedSymbols != defaults.UserDefinedSymbols), ("normalization", Normalization != defaults.Normalization),
        ];
        return training.Where(setting => setting.IsSet).Select(setting => setting.Key);
    }

    /// <summary>Creates the training options for the model of a run.</summary>
    public SubwordTrainingOptions ToTrainingOptions() => new()
    {
        ModelType = Type,
        VocabularySize = VocabularySize,
        CharacterCoverage = CharacterCoverage,
        ByteFallback = ByteFallback,
        MaxSentenceBytes = MaxLineBytes,
        UserDefinedSymbols = UserDefinedSymbols.Split(',', StringSplitOptions.RemoveEmptyEntries),
        Normalization = Normalization,
        Reserved = ReservedIds.ForTranslation,
        Names = SettingNames.Config,
    };

    /// <summary>Finds the settings that do not apply to an existing model.</summary>
    /// <param name="family">The model's family.</param>
    /// <param name="modelKey">The key that names the model.</param>
    /// <returns>The key of each in this section, and why it does not apply.</returns>
    public IEnumerable<(string Key, string Message)> Unfit(SubwordFamily family, string modelKey = "subwords.model")
    {
        if (PreTokenizers.Problem(family, PreTokenizer) is { } problem)
        {
            yield return ("pre_tokenizer", problem);
        }

        if (family == SubwordFamily.SentencePiece)
        {
            yield break;
        }

        foreach (string key in TrainingKeys())
        {
            yield return (key, $"applies only to SentencePiece models that nmt trains; {modelKey} is a {family.Display()} model: remove it");
        }

        if (Sampling is not null)
        {
            yield return (
                "sampling", $"a {family.Display()} model has only one segmentation per line; sampling needs a SentencePiece model: remove it");
        }
    }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Shared is true && (Source ?? Target) is not null)
        {
            yield return new ValidationResult(
                $"is true, but subwords.{(Source is null ? "target" : "source")} gives a side a model of its own; remove one of the two", [nameof(Shared)]);
            yield break;
        }

        if (!IsShared && Model is not null)
        {
            yield return new ValidationResult(
                $"names one model for both sides, but {SeparatedBy}; use subwords.source.model or subwords.target.model", [nameof(Model)]);
            yield break;
        }

        foreach (var result in PerSide().All.SelectMany(side => side.Settings.Problems(side)).DistinctBy(result => (result.MemberNames.Single(), result.ErrorMessage)))
        {
            yield return result;
        }
    }

    /// <summary>The settings of a side; those for training a model are meant for the models that are trained.</summary>
    private SubwordModelConfig Of(string name, SideSubwordsConfig side, SideSubwordsConfig other)
    {
        var training = side.Model is not null && other.Model is null ? new SubwordsConfig() : this;
        var settings = new SubwordsConfig
        {
            Model = side.Model,
            PreTokenizer = side.PreTokenizer ?? (side.Model is null && other.Model is not null ? null : PreTokenizer),
            Type = side.Type ?? training.Type,
            VocabularySize = side.VocabularySize ?? training.VocabularySize,
            CharacterCoverage = side.CharacterCoverage ?? training.CharacterCoverage,
            ByteFallback = side.ByteFallback ?? training.ByteFallback,
            MaxLineBytes = side.MaxLineBytes ?? training.MaxLineBytes,
            UserDefinedSymbols = side.UserDefinedSymbols ?? training.UserDefinedSymbols,
            Normalization = side.Normalization ?? training.Normalization,
            Sampling = side.Sampling ?? Sampling,
        };
        return new SubwordModelConfig(settings, name, side.Keys());
    }

    private IEnumerable<ValidationResult> Problems(SubwordModelConfig side)
    {
        if (PreTokenizer is not null && Model is null)
        {
            string model = side.Side is null || side.IsOwn("pre_tokenizer") ? $"{side.Section}.model" : "subwords.source.model or subwords.target.model";
            yield return Problem($"requires a {model} of a family other than SentencePiece", "pre_tokenizer", nameof(PreTokenizer));
        }

        // Attributes check the ranges of single values: the remaining problems concern the symbols. The config adds the key itself.
        var options = ToTrainingOptions();
        foreach (string? symbol in options.UserDefinedSymbols.Where(text => text == options.Reserved.BosPiece || text == options.Reserved.EosPiece))
        {
            yield return Problem($"'{symbol}' is reserved for sentence boundaries", "user_defined_symbols", nameof(UserDefinedSymbols));
        }

        foreach (string problem in options.Problems())
        {
            string message = problem[(problem.IndexOf(": ", StringComparison.Ordinal) + 2)..];
            yield return Problem(message, "user_defined_symbols", nameof(UserDefinedSymbols));
        }

        ValidationResult Problem(string text, string key, string member) => new(
            text, [!side.IsOwn(key) ? member : $"{(side.Side == "source" ? nameof(Source) : nameof(Target))}.{member}"]);
    }
}
