using System.CommandLine;
using System.Globalization;
using Nmt.Cli.Console;
using Nmt.Data.Checks;
using Nmt.Runs.Config;
using Nmt.Search;
using Nmt.Text;
using Nmt.Text.Corpora;
using Nmt.Text.Lines;

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

    private readonly FileSide _source = new("--source", "Source side of the training corpus: one or more files.");
    private readonly FileSide _target = new("--target", "Target side of the training corpus: as many files, in the same order.");
    private readonly FileSide _validationSource = new("--validation-source", "Source side of the validation corpus.");
    private readonly FileSide _validationTarget = new("--validation-target", "Target side of the validation corpus.");
    private readonly FileSide _testSource = new("--test-source", "Source side of the test corpus.");
    private readonly FileSide _testTarget = new("--test-target", "Target side of the test corpus.");

    private FileSide[] Sides => [_source, _target, _validationSource, _validationTarget, _testSource, _testTarget];

    public void AddTo(Command command)
    {
        command.Add(_config);
        command.Add(_set);
        Array.ForEach(Sides, side => command.Add(side.Option));
    }

    /// <summary>Reads the options.</summary>
    /// <exception cref="UsageException">When the options contradict each other.</exception>
    public CheckedData Read(ParseResult parsed)
    {
        string[] overrides = parsed.GetRequiredValue(_set);
        if (parsed.GetValue(_config) is { } path)
        {
            return Array.Find(Sides, side => side.Files(parsed).Length > 0) is { } side
                ? throw new UsageException($"{side.Option.Name}: cannot be combined with --config; use --set to override the config's files")
                : CheckedData.From(ConfigLoader.Load(path, overrides));
        }

        if (overrides.Length > 0)
        {
            throw new UsageException("--set: overrides settings of a config, so --config is required");
        }

        CheckedCorpus[] corpora =
        [
            .. Corpus(parsed, "train", CorpusRole.Train, _source, _target),
            .. Corpus(parsed, "validation", CorpusRole.Validation, _validationSource, _validationTarget),
            .. Corpus(parsed, "test", CorpusRole.Test, _testSource, _testTarget),
        ];
        return corpora.Length > 0
            ? new CheckedData(corpora, new((string?)null), MaxLength: null)
            : throw new UsageException("nothing to check: expected --config, or --source and --target");
    }

    private static IEnumerable<CheckedCorpus> Corpus(ParseResult parsed, string name, CorpusRole role, FileSide source, FileSide target)
    {
        string[] sources = source.Files(parsed);
        string[] targets = target.Files(parsed);
        if (sources.Length != targets.Length)
        {
            throw new UsageException(
                $"{target.Option.Name}: expected as many files as {source.Option.Name} has ({sources.Length}); got {targets.Length}");
        }

        return sources.Length == 0
            ? []
            : [new CheckedCorpus(name, role, [.. sources.Zip(targets, (s, t) => new ParallelFiles { Source = s, Target = t })])];
    }

    /// <summary>An option that takes the files of one side.</summary>
    private sealed class FileSide(string name, string description)
    {
        public Option<string[]> Option { get; } = new(name)
        {
            Description = description, HelpName = "FILE", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [],
        };

        public string[] Files(ParseResult parsed) => parsed.GetRequiredValue(Option);
    }
}
