using System.CommandLine;
using Nmt.Cli.Options;
using Nmt.Runs.Config;

namespace Nmt.Cli.Commands.Translating;

/// <summary>Options that say how translations are looked for: short forms of <c>search.*</c> keys, and <c>--set</c> for the others.</summary>
internal sealed class SearchOptions
{
    private readonly WholeNumberOption _beam = RunOptions.CreatePositive("--beam", "Hypotheses kept a sentence; 1 is greedy search. By default the run's.");
    private readonly WholeNumberOption _nBest = RunOptions.CreatePositive("--nbest", "Translations given out a sentence.");

    private readonly SearchFlag[] _flags =
    [
        SearchFlag.Make("--length-penalty", "length_penalty", "none|average|gnmt|reward", "How log-probabilities of different lengths become scores."),
        SearchFlag.Make("--alpha", "length_penalty_alpha", "X", "Exponent of the length penalty."),
        SearchFlag.Make("--coverage-penalty", "coverage_penalty", "X", "Weight of the coverage penalty; 0 for none."),
        SearchFlag.Make("--min-length", "min_length", "N", "Subwords that a translation has at least."),
        SearchFlag.Make("--max-length", "max_length", "N", "Subwords that a translation has at most; 0 leaves it to the source's length."),
        SearchFlag.Make("--no-repeat-ngram", "no_repeat_ngram", "N", "No N subwords follow each other twice in a translation; 0 allows it."),
        SearchFlag.Make("--samples", "samples", "N", "Translations drawn a sentence with --sample."),
        SearchFlag.Make("--temperature", "temperature", "X", "Below 1 what is drawn is more probable, above 1 less."),
        SearchFlag.Make("--top-k", "top_k", "N", "Draw from the N most probable subwords; 0 for all."),
        SearchFlag.Make("--top-p", "top_p", "X", "Draw from the most probable subwords that together have probability X."),
        SearchFlag.Make("--seed", "seed", "N", "Seed of what is drawn."),
        SearchFlag.Make("--mbr", "mbr", "none|chrf|bleu", "Minimum-Bayes-risk decoding over the beam or the samples."),
        SearchFlag.Make("--long-lines", "long_lines", "crop|split", "What becomes of lines of more subwords than search.max_source_length."),
    ];

    private readonly SearchFlag _ensemble =
        SearchFlag.Make("--ensemble", "ensemble", "log-linear|linear", "How several models' distributions become one.") with { TakesName = true };

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
        foreach (var flag in _flags)
        {
            command.Add(flag.Option);
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
        .. _flags.Append(_ensemble).Select(flag => flag.Override(parsed)).OfType<string>(),
        .. parsed.GetValue(_sample) ? ["search.method=sampling"] : Array.Empty<string>(),
        .. ReplaceUnknown(parsed.GetValue(_replaceUnknown)),
        .. parsed.GetRequiredValue(_set),
    ];

    /// <summary>Does what reads the settings, and has errors name the options as they were typed.</summary>
    /// <exception cref="ConfigurationException">When a setting is wrong.</exception>
    public T Named<T>(ParseResult parsed, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (ConfigurationException fault)
        {
            throw new ConfigurationException([.. fault.Errors.Select(error => Named(parsed, error))]);
        }
    }

    private static string[] ReplaceUnknown(string? value) => value switch
    {
        null => [],
        "copy" => ["search.replace_unknown=true"],
        _ => ["search.replace_unknown=true", $"search.lexicon={value}"],
    };

    private ConfigurationError Named(ParseResult parsed, ConfigurationError error)
    {
        var flag = _flags.Append(_ensemble).FirstOrDefault(flag => flag.Override(parsed) is { } text && error.File == $"--set {text}");
        return flag is null ? error : error with { File = flag.Typed(parsed), Path = "" };
    }
}
