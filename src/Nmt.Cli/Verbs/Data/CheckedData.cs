using System.CommandLine;
using System.Globalization;
using Nmt.Cli.Console;
using Nmt.Cli.Options;
using Nmt.Data.Checks;
using Nmt.Runs.Config;
using Nmt.Search;
using Nmt.Text;
using Nmt.Text.Corpora;

namespace Nmt.Cli.Verbs.Data;

/// <summary>The data that a check reads.</summary>
/// <param name="Corpora">The corpora.</param>
/// <param name="Models">Path of the subword model of each side; null if there is none yet.</param>
/// <param name="MaxLength">Maximum number of subwords per side in training; null for no limit.</param>
internal sealed record CheckedData(IReadOnlyList<CheckedCorpus> Corpora, Sides<string?> Models, int? MaxLength)
{
    /// <summary>The experiment; null if files are named individually.</summary>
    public ExperimentConfig? Config { get; init; }

    /// <summary>The search settings; the defaults if files are named individually.</summary>
    public SearchConfig Search => Config?.Search ?? new SearchConfig();

    /// <summary>The data of an experiment.</summary>
    public static CheckedData From(ExperimentConfig config) => new(
        [
            .. Listed("train", CorpusRole.Train, config.Data.Train),
            .. Listed("validation", CorpusRole.Validation, config.Data.Validation),
            .. config.Data.Test is { } test ? Listed("test", CorpusRole.Test, test) : [],
        ],
        config.Subwords.PerSide().Map(side => side.Settings.Model), config.Data.MaxLength)
    {
        Config = config,
    };

    /// <summary>Corpora of a list are numbered from 0, like the config's keys.</summary>
    private static IEnumerable<CheckedCorpus> Listed(string name, CorpusRole role, OneOrMore<CorpusConfig> corpora) =>
        corpora.Index().Select(entry => new CheckedCorpus(
            corpora.Count == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}.{entry.Index}"), role, [.. entry.Item.Files]));
}

/// <summary>The options that name what <c>nmt data check</c> reads: a config, or files.</summary>
internal sealed class CheckedCorporaOptions
{
    private readonly Option<string?> _config = new("--config") { Description = "Experiment config (YAML) with the corpora.", HelpName = "FILE" };

    private readonly Option<string[]> _set = new("--set")
    {
        Description = "Override a setting of the config, as in --set data.max_length=50. Repeatable.",
        HelpName = "KEY=VALUE", AllowMultipleArgumentsPerToken = false, DefaultValueFactory = _ => [],
    };

    private readonly CorpusFileOptions _files = new();

    public void AddTo(Command command)
    {
        command.Add(_config);
        command.Add(_set);
        _files.AddTo(command);
    }

    /// <summary>Reads the options.</summary>
    /// <exception cref="UsageException">When the options contradict each other.</exception>
    public CheckedData Read(ParseResult parsed)
    {
        string[] overrides = parsed.GetRequiredValue(_set);
        if (parsed.GetValue(_config) is { } path)
        {
            return _files.FirstGiven(parsed) is { } option
                ? throw new UsageException($"{option}: cannot be combined with --config; use --set to override the config's files")
                : CheckedData.From(ConfigLoader.Load(path, overrides));
        }

        if (overrides.Length > 0)
        {
            throw new UsageException("--set: overrides settings of a config, so --config is required");
        }

        var corpora = _files.Read(parsed);
        return corpora.Length > 0
            ? new CheckedData(corpora, new((string?)null), MaxLength: null)
            : throw new UsageException("nothing to check: expected --config, or --source and --target");
    }
}
