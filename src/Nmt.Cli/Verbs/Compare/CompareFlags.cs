using System.CommandLine;
using System.Globalization;
using Nmt.Cli.Console;
using Nmt.Cli.Input;
using Nmt.Cli.Options;
using Nmt.Cli.Output;
using Nmt.Cli.Verbs.Bleu;
using Nmt.Metrics.Analysis;
using Nmt.Metrics.Bleu;
using Nmt.Metrics.Significance;
using Nmt.Runs;

namespace Nmt.Cli.Verbs.Compare;

/// <summary>The options of <c>nmt compare</c>.</summary>
internal sealed class CompareFlags
{
    private const string Bootstrap = "paired-bs";

    private const string SetName = "--set";

    // The settings that decide how a trained model translates and how its translations are scored.
    private static readonly string[] Sections = ["search.", "training.validation."];

    private readonly Argument<string[]> _runs = new("RUN")
    {
        Description = "Run folders; the first is the baseline that the others are compared with.", Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> _baseline = new("--baseline")
    {
        Description = "Run that the others are compared with; by default the first one.", HelpName = "RUN",
    };

    private readonly Option<string?> _source = new("--source")
    {
        Description = "Source side of the test set; by default data.test of the runs' configs.", HelpName = "FILE",
    };

    private readonly Option<string?> _target = new("--target") { Description = "Reference translations of --source.", HelpName = "FILE" };

    private readonly GoldAlignmentFlags _gold = new(
        "Gold word alignments of the test set in Pharaoh format, for the alignment error rate; by default data.test.alignments of a run's config.");

    private readonly Option<string?> _lengths = new("--lengths")
    {
        Description = "Largest source lengths of the buckets of BLEU by length, such as 10,20,30,40; by default five buckets of about as many sentences each.",
        HelpName = "N,N,...",
    };

    private readonly Option<string> _test = ChoiceFlag.Create(
        ["--significance"], "Test of the differences: paired bootstrap resampling or paired approximate randomization.", [Bootstrap, "paired-ar"]);

    private readonly WholeNumberOption _samples = RunOptions.CreatePositive(
        "--samples", "Resamples or trials of the test; by default 1000 with paired-bs and 10000 with paired-ar.");

    private readonly Option<string?> _tokenize = new("--tokenize")
    {
        Description = "How BLEU tokenizes; by default as training.validation.tokenize of the runs.",
    };

    private readonly WholeNumberOption _beam = RunOptions.CreatePositive("--beam", "Hypotheses kept per sentence, for all runs; by default each run's own.");

    private readonly Option<string[]> _set = new(SetName)
    {
        Description = "Override a setting of all runs, of search or training.validation; may be repeated.", HelpName = "KEY=VALUE",
        AllowMultipleArgumentsPerToken = false, DefaultValueFactory = _ => [],
    };

    private readonly Option<string?> _format = new("--format", "-f")
    {
        Description = "Output format; by default the one that the name of --output ends in, else text.",
    };

    private readonly Option<string?> _output = new("--output", "-o") { Description = "Write to this file instead of standard output.", HelpName = "FILE" };
    private readonly Option<string> _device = Devices.CreateOption();
    private readonly Option<bool> _quiet = QuietOption.Create();

    public CompareFlags()
    {
        _runs.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => !Directory.Exists(token.Value)))
            {
                result.AddError(token.Value.StartsWith('-') ? $"unknown option '{token.Value}'" : $"folder not found: {token.Value}");
            }
        });
        RunOptions.RequireFolder(_baseline);
        OutputFiles.RequireFile(_output);
        ChoiceFlag.Restrict(_tokenize, [.. BleuOptionNames.Tokenizers]);
        ChoiceFlag.Restrict(_format, [.. Enum.GetNames<CompareFormat>().Select(name => name.ToLowerInvariant())]);
        _set.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => !Array.Exists(Sections, section => token.Value.StartsWith(section, StringComparison.Ordinal))))
            {
                result.AddError($"{SetName} {token.Value}: expected a setting of search or training.validation; the runs are trained already");
            }
        });
        _lengths.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && ParseLengths(result.Tokens[0].Value) is null)
            {
                result.AddError(
                    $"{_lengths.Name}: expected at most {LengthBuckets.MaxEnds} ascending numbers from 1, such as 10,20,30,40; got '{result.Tokens[0].Value}'");
            }
        });
    }

    public void AddTo(Command command)
    {
        command.Add(_runs);
        command.Add(_baseline);
        command.Add(_source);
        command.Add(_target);
        _gold.AddTo(command);
        foreach (var option in new Option[] { _lengths, _test, _samples, _tokenize, _beam, _set, _format, _output, _device, _quiet })
        {
            command.Add(option);
        }
    }

    /// <summary>Reads a command line, and checks what can be checked without reading the runs.</summary>
    /// <exception cref="UsageException">When the options contradict each other or name missing files.</exception>
    public CompareRequest Read(ParseResult parsed)
    {
        string[] runs = Ordered(parsed.GetRequiredValue(_runs), parsed.GetValue(_baseline));
        string? source = parsed.GetValue(_source);
        string? target = parsed.GetValue(_target);
        if (source is null != target is null)
        {
            throw new UsageException($"{(source is null ? _target : _source).Name}: expected {(source is null ? _source : _target).Name} too: a test set has two sides");
        }

        InputFiles.ThrowIfMissing(new[] { source, target }.OfType<string>());
        string? gold = _gold.Path(parsed);
        string? output = parsed.GetValue(_output);
        if (output is not null)
        {
            OutputFiles.ThrowIfOverwriting(
                [new OutputFile(_output.Name, output)],
                [.. new[] { source, target, gold }.OfType<string>(), .. runs.SelectMany(run => new RunFolder(run).Files)]);
            OutputFiles.ThrowIfUnwritable(output);
        }

        return new CompareRequest(runs, source is null ? null : (source, target!))
        {
            Alignments = gold,
            FirstPosition = _gold.FirstPosition(parsed),
            Lengths = parsed.GetValue(_lengths) is { } lengths ? ParseLengths(lengths) : null,
            Significance = Test(parsed),
            Settings = [.. RunOptions.SearchSettings(_beam.Read(parsed), nBest: null), .. Tokenizer(parsed.GetValue(_tokenize))],
            Overrides = parsed.GetRequiredValue(_set),
            Format = Format(parsed.GetValue(_format), output),
            Output = output,
            Device = parsed.GetRequiredValue(_device),
            IsQuiet = parsed.GetValue(_quiet),
        };
    }

    /// <summary>Warns about options that have no effect on this comparison.</summary>
    public void WarnIgnored(IgnoredOptions ignored, TestSet test) =>
        ignored.WarnUnless(test.Gold is not null, "without gold alignments", _gold.OneBased);

    /// <summary>The options that settings stand for, for messages.</summary>
    public static IReadOnlyDictionary<string, string> OptionNames { get; } =
        new Dictionary<string, string>(RunOptions.SearchOptionNames) { [CompareRequest.TokenizeKey] = "--tokenize" };

    /// <summary>Parses a list of ascending lengths; null if it is not one.</summary>
    internal static int[]? ParseLengths(string text)
    {
        var ends = new List<int>();
        foreach (string part in text.Split(','))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int end) || end <= (ends.Count == 0 ? 0 : ends[^1]))
            {
                return null;
            }

            ends.Add(end);
        }

        return ends.Count <= LengthBuckets.MaxEnds ? [.. ends] : null;
    }

    /// <summary>The runs, the baseline first, none twice.</summary>
    private static string[] Ordered(string[] runs, string? baseline)
    {
        if (runs.CountBy(RealPath.Of, RealPath.Comparer).FirstOrDefault(run => run.Value > 1) is { Key: { } repeated })
        {
            throw new UsageException($"{runs.First(run => RealPath.Comparer.Equals(RealPath.Of(run), repeated))}: the run is named twice; a run does not differ from itself");
        }

        string[] ordered = baseline is null ? runs
            : [baseline, .. runs.Where(run => !RealPath.Comparer.Equals(RealPath.Of(run), RealPath.Of(baseline)))];
        return ordered.Length > 1 ? ordered : throw new UsageException($"expected two or more runs; got only {ordered[0]}");
    }

    private PairedTestOptions Test(ParseResult parsed)
    {
        bool isBootstrap = parsed.GetValue(_test) == Bootstrap;
        return new PairedTestOptions
        {
            Kind = isBootstrap ? PairedTestKind.Bootstrap : PairedTestKind.ApproximateRandomization,
            Samples = _samples.Read(parsed),
            ConfidenceResamples = isBootstrap ? null : PairedTestOptions.DefaultResamples,
            Seed = ResamplingFlags.Seed(),
        };
    }

    private static TypedSetting[] Tokenizer(string? name) =>
        name is null ? [] : [new TypedSetting(CompareRequest.TokenizeKey, name, $"--tokenize {name}")];

    private static CompareFormat Format(string? format, string? output) =>
        Enum.TryParse(format ?? Path.GetExtension(output)?.TrimStart('.'), ignoreCase: true, out CompareFormat known) && Enum.IsDefined(known)
            ? known
            : CompareFormat.Text;
}

/// <summary>The format of a comparison.</summary>
internal enum CompareFormat
{
    /// <summary>Tables.</summary>
    Text,

    /// <summary>One row per run.</summary>
    Csv,

    /// <summary>One object.</summary>
    Json,

    /// <summary>A page with charts.</summary>
    Html,
}

/// <summary>What <c>nmt compare</c> is to do.</summary>
/// <param name="Runs">The run folders as they were typed, the baseline first.</param>
/// <param name="TestSet">The files of the test set; null for that of the runs' configs.</param>
internal sealed record CompareRequest(IReadOnlyList<string> Runs, (string Source, string Target)? TestSet)
{
    /// <summary>The setting that <c>--tokenize</c> stands for.</summary>
    public const string TokenizeKey = "training.validation.tokenize";

    /// <summary>The file of gold alignments; null for that of a run's config.</summary>
    public string? Alignments { get; init; }

    /// <summary>The number of the first word in gold alignments.</summary>
    public int FirstPosition { get; init; }

    /// <summary>The ends of the buckets of source lengths; null for quantiles.</summary>
    public IReadOnlyList<int>? Lengths { get; init; }

    /// <summary>The paired test.</summary>
    public required PairedTestOptions Significance { get; init; }

    /// <summary>Options that stand for settings of all runs.</summary>
    public IReadOnlyList<TypedSetting> Settings { get; init; } = [];

    /// <summary>Settings of all runs, as <c>key=value</c>; they take precedence over <see cref="Settings"/>.</summary>
    public IReadOnlyList<string> Overrides { get; init; } = [];

    /// <summary>The format.</summary>
    public CompareFormat Format { get; init; }

    /// <summary>The file to write; null for standard output.</summary>
    public string? Output { get; init; }

    /// <summary>The value of <c>--device</c>.</summary>
    public string Device { get; init; } = "auto";

    /// <summary>Whether progress is hidden.</summary>
    public bool IsQuiet { get; init; }
}
