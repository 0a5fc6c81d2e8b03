using System.ComponentModel.DataAnnotations;
using Nmt.Text.Corpora;
using Nmt.Text.SubwordTraining.Input;
using Nmt.Text.Subwords;
using Nmt.Text.Subwords.Normalization;
using Nmt.Text.Subwords.Sampling;

namespace Nmt.Text.SubwordTraining;

/// <summary>Sections <c>subwords.source</c> and <c>subwords.target</c>: settings of one side that override those of section <c>subwords</c>.</summary>
public sealed record SideSubwordsConfig
{
    /// <summary>An existing model for this side; by default, one is trained on this side of the training corpus.</summary>
    [FilePath]
    public string? Model { get; init; }

    /// <summary>How text is pre-tokenized for an existing model; null as in section <c>subwords</c>.</summary>
    public PreTokenizerKind? PreTokenizer { get; init; }

    /// <summary>The algorithm, if a model is trained; null as in section <c>subwords</c>.</summary>
    public ModelKind? Type { get; init; }

    /// <summary>Number of pieces, if a model is trained; null as in section <c>subwords</c>.</summary>
    [Range(8, 1_000_000)]
    public int? VocabularySize { get; init; }

    /// <summary>Share of the characters of the training text that have pieces of their own; null as in section <c>subwords</c>.</summary>
    [Range(0.9, 1.0)]
    public double? CharacterCoverage { get; init; }

    /// <summary>Whether an unknown character is represented by its UTF-8 bytes; null as in section <c>subwords</c>.</summary>
    public bool? ByteFallback { get; init; }

    /// <summary>Maximum number of UTF-8 bytes per line, if a model is trained; null as in section <c>subwords</c>.</summary>
    [Range(10, 1 << 30)]
    public int? MaxLineBytes { get; init; }

    /// <summary>Texts that are always a single piece, separated by commas; null as in section <c>subwords</c>.</summary>
    public string? UserDefinedSymbols { get; init; }

    /// <summary>How text is normalized before it is segmented; null as in section <c>subwords</c>.</summary>
    public NormalizationRule? Normalization { get; init; }

    /// <summary>Subword regularization of this side of the training text; null as in section <c>subwords</c>.</summary>
    public SubwordRegularizationConfig? Sampling { get; init; }

    /// <summary>The keys that are set.</summary>
    internal IEnumerable<string> Keys()
    {
        (string Key, object? Value)[] all =
        [
            ("model", Model), ("pre_tokenizer", PreTokenizer), ("type", Type), ("vocabulary_size", VocabularySize),
            ("character_coverage", CharacterCoverage), ("byte_fallback", ByteFallback), ("max_line_bytes", MaxLineBytes),
            ("user_defined_symbols", UserDefinedSymbols), ("normalization", Normalization), ("sampling", Sampling),
        ];
        return all.Where(setting => setting.Value is not null).Select(setting => setting.Key);
    }
}

/// <summary>The settings of one subword model: the one that both sides share, or that of a side.</summary>
/// <param name="Settings">The settings, complete: those of section <c>subwords</c> with the side's in their place.</param>
/// <param name="Side"><c>source</c> or <c>target</c>; null for a model that both sides share.</param>
public sealed record SubwordModelConfig(SubwordsConfig Settings, string? Side)
{
    private readonly HashSet<string> _own = new(StringComparer.Ordinal);

    /// <summary>Creates the settings of a side.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="side"><c>source</c> or <c>target</c>.</param>
    /// <param name="own">The keys that the side's own section sets.</param>
    internal SubwordModelConfig(SubwordsConfig settings, string side, IEnumerable<string> own)
        : this(settings, side)
    {
        _own.UnionWith(own);
    }

    /// <summary>The section that names the model: <c>subwords</c>, <c>subwords.source</c> or <c>subwords.target</c>.</summary>
    public string Section => Side is null ? "subwords" : $"subwords.{Side}";

    /// <summary>The text that the model is trained on, in messages.</summary>
    public string Text => Side is null ? "both sides" : $"the {Side} side";

    /// <summary>Whether the side's own section sets a key; otherwise its value is that of section <c>subwords</c>.</summary>
    public bool IsOwn(string key) => _own.Contains(key);

    /// <summary>The path of the key that sets a setting.</summary>
    /// <param name="key">The key in its section, such as <c>pre_tokenizer</c>.</param>
    public string PathOf(string key) => IsOwn(key) ? $"{Section}.{key}" : $"subwords.{key}";

    /// <summary>Creates the options for training the model.</summary>
    public SubwordTrainingOptions ToTrainingOptions() => Settings.ToTrainingOptions() with
    {
        Names = new SettingNames(PathOf("max_line_bytes"), PathOf("user_defined_symbols")),
    };

    /// <summary>Finds the settings that do not apply to an existing model.</summary>
    /// <param name="family">The model's family.</param>
    /// <returns>The path of each key, and why it does not apply.</returns>
    public IEnumerable<(string Path, string Message)> Unfit(SubwordFamily family) => Settings.Unfit(family, $"{Section}.model").Select(
        setting => (PathOf(setting.Key), Side is not null && setting.Key is "sampling" or "pre_tokenizer" && !IsOwn(setting.Key)
            ? $"{setting.Message} (on the {Side} side: to keep it on the other side, set it in that side's section)"
            : setting.Message));

    /// <summary>The paths of the keys for training a model that are set to other values than their defaults.</summary>
    public IEnumerable<string> TrainingPaths() => Settings.TrainingKeys().Select(PathOf);
}
