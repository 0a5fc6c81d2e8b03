using System.CommandLine;
using Nmt.Cli.Console;
using Nmt.Runs.Config;
using Nmt.Search;

namespace Nmt.Cli.Options;

/// <summary>Decoding flags: short forms of <c>search.*</c> keys, and <c>--set</c> for the others.</summary>
internal sealed class SearchFlags
{
    private const string Copy = "copy";
    private const string ReplaceUnknownKey = "search.replace_unknown";

    private readonly WholeNumberOption _beam = RunOptions.CreatePositive("--beam", "Hypotheses kept per sentence; 1 is greedy search. By default the run's.");
    private readonly WholeNumberOption _nBest = RunOptions.CreatePositive("--nbest", "Translations returned per sentence.");

    private readonly Setting[] _settings =
    [
        Setting.Create("--length-penalty", "length_penalty", "none|average|gnmt|reward", "Length normalization of the scores."),
        Setting.Create("--alpha", "length_penalty_alpha", "X", "Exponent of the length penalty."),
        Setting.Create("--coverage-penalty", "coverage_penalty", "X", "Weight of the coverage penalty; 0 disables it."),
        Setting.Create("--min-length", "min_length", "N", "Minimum number of subwords in a translation, not counting its end of sentence."),
        Setting.Create("--max-length", "max_length", "N", "Maximum number of subwords in a translation, counting its end of sentence; 0 for none. The limit by source length, search.max_length_ratio and search.max_length_offset, always applies too."),
        Setting.Create("--no-repeat-ngram", "no_repeat_ngram", "N", "Forbid repeated n-grams of N subwords in a translation; 0 allows them."),
        Setting.Create("--samples", "samples", "N", "Translations sampled per sentence with --sample."),
        Setting.Create("--temperature", "temperature", "X", "Sampling temperature; below 1 favours probable subwords, above 1 improbable ones."),
        Setting.Create("--top-k", "top_k", "N", "Sample from the N most probable subwords; 0 for all."),
        Setting.Create("--top-p", "top_p", "X", "Sample from the most probable subwords with total probability X (nucleus sampling)."),
        Setting.Create("--seed", "seed", "N", "Sampling seed."),
        Setting.Create("--mbr", "mbr", "none|chrf|bleu", "Minimum-Bayes-risk decoding over the beam or the samples, with this metric as utility."),
        Setting.Create("--long-lines", "long_lines", "crop|split", "How to handle lines longer than search.max_source_length subwords."),
    ];

    private readonly Setting _ensemble =
        Setting.Create("--ensemble", "ensemble", "log-linear|linear", "How the models' distributions are combined.") with { TakesName = true };

    private readonly Option<bool> _sample = new("--sample") { Description = "Sample translations instead of searching for the best." };

    private readonly Option<string?> _replaceUnknown = new("--replace-unknown")
    {
        Description = "Replace each unknown word by the most attended source word (copy), or by its entry in a lexicon file (source, tab, target).",
        HelpName = "copy|LEXICON",
    };

    private readonly Option<string[]> _set = new("--set")
    {
        Description = "Override a setting of the run, as in --set search.max_source_length=200. Repeatable.",
        HelpName = "KEY=VALUE",
        AllowMultipleArgumentsPerToken = false,
        DefaultValueFactory = _ => [],
    };

    public SearchFlags() => _replaceUnknown.Validators.Add(result =>
    {
        if (result.Tokens.Count == 1 && result.Tokens[0].Value is var value && value != Copy && !File.Exists(value))
        {
            result.AddError($"{_replaceUnknown.Name}: expected copy, or a lexicon file that exists; got '{value}'");
        }
    });

    public void AddTo(Command command)
    {
        command.Add(_beam);
        command.Add(_nBest);
        foreach (var setting in _settings)
        {
            command.Add(setting.Option);
        }

        command.Add(_sample);
        command.Add(_replaceUnknown);
        AddSettingsTo(command);
    }

    /// <summary>Adds only the options that also apply to verbs that do not search.</summary>
    public void AddSettingsTo(Command command)
    {
        command.Add(_ensemble.Option);
        command.Add(_set);
    }

    /// <summary>Warns about options that the search does not use.</summary>
    /// <param name="ignored">Writes the warnings.</param>
    /// <param name="config">The settings of the search.</param>
    /// <param name="models">Number of models.</param>
    public void WarnIgnored(IgnoredOptions ignored, SearchConfig config, int models)
    {
        bool samples = config.Method == SearchMethod.Sampling;
        ignored.WarnUnless(samples, "without --sample", OptionsOf("samples", "temperature", "top_k", "top_p", "seed"));
        ignored.WarnUnless(!samples, "with sampling", _beam);
        ignored.WarnUnless(
            config.LengthPenalty != LengthPenaltyKind.None, "with the length penalty none (--length-penalty)", OptionsOf("length_penalty_alpha"));
        ignored.WarnUnless(models > 1, "with a single --model", _ensemble.Option);
        foreach (string setting in ignored.SettingsOf(_set).Where(IsOfTraining))
        {
            ignored.Warn($"--set {setting}", "on a trained model: it is a setting of training");
        }
    }

    /// <summary>Whether a setting is used only while a model is trained.</summary>
    private static bool IsOfTraining(string setting)
    {
        string key = setting.Split('=')[0].Trim();
        return key.StartsWith("data.", StringComparison.Ordinal) || key.StartsWith("training.", StringComparison.Ordinal)
            || (key.StartsWith("model.", StringComparison.Ordinal) && key.EndsWith("dropout", StringComparison.Ordinal))
            || (key.StartsWith("subwords.", StringComparison.Ordinal) && key != "subwords.pre_tokenizer");
    }

    private IEnumerable<Option> OptionsOf(params string[] keys) =>
        _settings.Where(setting => keys.Any(key => setting.Key == $"search.{key}")).Select(setting => setting.Option);

    /// <summary>Requested translations per sentence; null if the option is absent.</summary>
    public int? NBest(ParseResult parsed) => _nBest.Read(parsed);

    /// <summary>The lexicon of <c>--replace-unknown</c>; null if there is none.</summary>
    public string? Lexicon(ParseResult parsed) => parsed.GetValue(_replaceUnknown) is { } value && value != Copy ? value : null;

    /// <summary>All settings of the command line as <c>key=value</c>; <c>--set</c> takes precedence over the short forms.</summary>
    /// <exception cref="UsageException">When they contradict each other.</exception>
    public IReadOnlyList<string> Overrides(ParseResult parsed) =>
        [.. Typed(parsed).Select(setting => setting.Override), .. parsed.GetRequiredValue(_set)];

    /// <summary>Runs code that reads the settings; its errors name the options as they were typed.</summary>
    /// <exception cref="ConfigurationException">When a setting is wrong.</exception>
    public T WithTypedNames<T>(ParseResult parsed, Func<T> read) => TypedSetting.WithTypedNames(Typed(parsed), OptionNames, read);

    private IReadOnlyDictionary<string, string> OptionNames => _settings.Append(_ensemble)
        .Select(setting => KeyValuePair.Create(setting.Key, setting.Option.Name))
        .Concat(RunOptions.SearchOptionNames)
        .Append(KeyValuePair.Create(ReplaceUnknownKey, _replaceUnknown.Name))
        .ToDictionary();

    private IReadOnlyList<TypedSetting> Typed(ParseResult parsed) =>
    [
        .. RunOptions.SearchSettings(_beam.Read(parsed), _nBest.Read(parsed)),
        .. _settings.Append(_ensemble).Select(setting => setting.Typed(parsed)).OfType<TypedSetting>(),
        .. parsed.GetValue(_sample) ? [new TypedSetting("search.method", "sampling", _sample.Name)] : Array.Empty<TypedSetting>(),
        .. ReplaceUnknown(parsed.GetValue(_replaceUnknown)),
    ];

    private TypedSetting[] ReplaceUnknown(string? value)
    {
        string typed = $"{_replaceUnknown.Name} {value}";
        return value switch
        {
            null => [],
            Copy => [new TypedSetting(ReplaceUnknownKey, "true", typed)],
            _ => [new TypedSetting(ReplaceUnknownKey, "true", typed), new TypedSetting("search.lexicon", value, typed)],
        };
    }

    /// <summary>An option that is short for <c>--set search.key=value</c>.</summary>
    /// <param name="Key">The setting, such as <c>search.min_length</c>.</param>
    /// <param name="Option">The option; its value is validated with the config.</param>
    private sealed record Setting(string Key, Option<string?> Option)
    {
        public static Setting Create(string name, string key, string helpName, string description) =>
            new($"search.{key}", new Option<string?>(name) { Description = description, HelpName = helpName });

        /// <summary>Whether the value is a name, whose hyphens are underscores in a config.</summary>
        public bool TakesName { get; init; }

        /// <summary>The setting as it was typed; null if the option is absent.</summary>
        public TypedSetting? Typed(ParseResult parsed) => parsed.GetValue(Option) is { } value
            ? new TypedSetting(Key, TakesName ? value.Replace('-', '_') : value, $"{Option.Name} {value}") { IsName = TakesName }
            : null;
    }
}
