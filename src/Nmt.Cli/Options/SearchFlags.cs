using System.CommandLine;
using Nmt.Cli.Console;
using Nmt.Runs.Config;

namespace Nmt.Cli.Options;

/// <summary>Flags that say how to decode: short forms of <c>search.*</c> keys, and <c>--set</c> for the others.</summary>
internal sealed class SearchFlags
{
    private readonly WholeNumberOption _beam = RunOptions.CreatePositive("--beam", "Hypotheses kept a sentence; 1 is greedy search. By default the run's.");
    private readonly WholeNumberOption _nBest = RunOptions.CreatePositive("--nbest", "Translations given out a sentence.");

    private readonly Setting[] _settings =
    [
        Setting.Create("--length-penalty", "length_penalty", "none|average|gnmt|reward", "How log-probabilities of different lengths become scores."),
        Setting.Create("--alpha", "length_penalty_alpha", "X", "Exponent of the length penalty."),
        Setting.Create("--coverage-penalty", "coverage_penalty", "X", "Weight of the coverage penalty; 0 for none."),
        Setting.Create("--min-length", "min_length", "N", "Subwords that a translation has at least."),
        Setting.Create("--max-length", "max_length", "N", "Subwords that a translation has at most; 0 leaves it to the source's length."),
        Setting.Create("--no-repeat-ngram", "no_repeat_ngram", "N", "No N subwords follow each other twice in a translation; 0 allows it."),
        Setting.Create("--samples", "samples", "N", "Translations drawn a sentence with --sample."),
        Setting.Create("--temperature", "temperature", "X", "Below 1 what is drawn is more probable, above 1 less."),
        Setting.Create("--top-k", "top_k", "N", "Draw from the N most probable subwords; 0 for all."),
        Setting.Create("--top-p", "top_p", "X", "Draw from the most probable subwords that together have probability X."),
        Setting.Create("--seed", "seed", "N", "Seed of what is drawn."),
        Setting.Create("--mbr", "mbr", "none|chrf|bleu", "Minimum-Bayes-risk decoding over the beam or the samples."),
        Setting.Create("--long-lines", "long_lines", "crop|split", "What becomes of lines of more subwords than search.max_source_length."),
    ];

    private readonly Setting _ensemble =
        Setting.Create("--ensemble", "ensemble", "log-linear|linear", "How several models' distributions become one.") with { TakesName = true };

    private readonly Option<bool> _sample = new("--sample") { Description = "Draw translations at random instead of searching for the best." };

    private readonly Option<string?> _replaceUnknown = new("--replace-unknown")
    {
        Description = "Replace unknown words by the source word that was attended to, or by what a lexicon (source, tab, target) says of it.",
        HelpName = "copy|LEXICON",
    };

    private readonly Option<string[]> _set = new("--set")
    {
        Description = "Replaces a setting of the run, as in --set search.max_source_length=200. May be repeated.",
        HelpName = "KEY=VALUE",
        AllowMultipleArgumentsPerToken = false,
        DefaultValueFactory = _ => [],
    };

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

    /// <summary>What a verb needs that does not search.</summary>
    public void AddSettingsTo(Command command)
    {
        command.Add(_ensemble.Option);
        command.Add(_set);
    }

    /// <summary>Translations asked for; null where the command line does not say.</summary>
    public int? NBest(ParseResult parsed) => _nBest.Read(parsed);

    /// <summary>All settings of the command line as <c>key=value</c>; those of <c>--set</c> go before the short forms.</summary>
    /// <exception cref="UsageException">When they contradict each other.</exception>
    public IReadOnlyList<string> Overrides(ParseResult parsed) =>
    [
        .. RunOptions.SearchOverrides(_beam.Read(parsed), _nBest.Read(parsed)),
        .. _settings.Append(_ensemble).Select(setting => setting.Override(parsed)).OfType<string>(),
        .. parsed.GetValue(_sample) ? ["search.method=sampling"] : Array.Empty<string>(),
        .. ReplaceUnknown(parsed.GetValue(_replaceUnknown)),
        .. parsed.GetRequiredValue(_set),
    ];

    /// <summary>Does what reads the settings, and has errors name the options as they were typed.</summary>
    /// <exception cref="ConfigurationException">When a setting is wrong.</exception>
    public T WithTypedNames<T>(ParseResult parsed, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (ConfigurationException fault)
        {
            throw new ConfigurationException([.. fault.Errors.Select(error => WithTypedName(parsed, error))]);
        }
    }

    private static string[] ReplaceUnknown(string? value) => value switch
    {
        null => [],
        "copy" => ["search.replace_unknown=true"],
        _ => ["search.replace_unknown=true", $"search.lexicon={value}"],
    };

    private ConfigurationError WithTypedName(ParseResult parsed, ConfigurationError error)
    {
        var setting = _settings.Append(_ensemble).FirstOrDefault(setting => setting.Override(parsed) is { } text && error.File == $"--set {text}");
        return setting is null ? error : error with { File = setting.Typed(parsed), Path = "" };
    }

    /// <summary>An option that is short for <c>--set search.key=value</c>.</summary>
    /// <param name="Key">The key below <c>search</c>.</param>
    /// <param name="Option">The option; what it takes is checked with the config.</param>
    private sealed record Setting(string Key, Option<string?> Option)
    {
        public static Setting Create(string name, string key, string helpName, string description) =>
            new(key, new Option<string?>(name) { Description = description, HelpName = helpName });

        /// <summary>Whether it takes a name, whose hyphens are underscores in a config.</summary>
        public bool TakesName { get; init; }

        /// <summary>The setting that the option stands for; null where it was not given.</summary>
        public string? Override(ParseResult parsed) => parsed.GetValue(Option) is { } value ? $"search.{Key}={(TakesName ? value.Replace('-', '_') : value)}" : null;

        /// <summary>The option as it was typed.</summary>
        public string Typed(ParseResult parsed) => $"{Option.Name} {parsed.GetValue(Option)}";
    }
}
