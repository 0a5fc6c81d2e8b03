using Nmt.Metrics;
using Nmt.Metrics.Alignment;
using Nmt.Metrics.Analysis;
using Nmt.Metrics.Bleu;
using Nmt.Metrics.Chrf;
using Nmt.Metrics.Significance;
using Nmt.Metrics.Statistics;
using Nmt.Metrics.Ter;
using Nmt.Runs.Config;

namespace Nmt.Cli.Verbs.Compare;

/// <summary>The result of a comparison: everything that its outputs show.</summary>
internal sealed record RunComparison
{
    /// <summary>The default number of buckets of BLEU by length: few enough that each of a small test set has sentences.</summary>
    private const int DefaultBuckets = 5;

    /// <summary>The text that was translated.</summary>
    public required TestSet Test { get; init; }

    /// <summary>The runs, the baseline first.</summary>
    public required IReadOnlyList<ComparedRun> Runs { get; init; }

    /// <summary>The metrics, and the signature of each with its test.</summary>
    public required IReadOnlyList<ComparedMetric> Metrics { get; init; }

    /// <summary>The paired test.</summary>
    public required PairedTestOptions Significance { get; init; }

    /// <summary>What lengths are counted in: <c>words</c>, or <c>characters</c> of a source that is written without spaces.</summary>
    public required string LengthUnit { get; init; }

    /// <summary>The buckets of source lengths, with their numbers of sentences.</summary>
    public required IReadOnlyList<(string Label, int Lines)> Buckets { get; init; }

    /// <summary>The settings whose values differ between the runs; each with one value per run.</summary>
    public IReadOnlyList<(string Path, IReadOnlyList<string> Values)> Settings { get; init; } = [];

    /// <summary>Whether any run has an alignment error rate.</summary>
    public bool HasAlignments => Runs.Any(run => run.Alignment is not null);

    /// <summary>Scores translations.</summary>
    /// <param name="test">The test set.</param>
    /// <param name="runs">The translations of each run, the baseline first.</param>
    /// <param name="configs">The runs' configs, in the same order.</param>
    /// <param name="request">The command line.</param>
    public static RunComparison Create(
        TestSet test, IReadOnlyList<TranslatedRun> runs, IReadOnlyList<ExperimentConfig> configs, CompareRequest request)
    {
        var scoring = configs[0].Training.Validation;
        IMetric[] metrics = [new BleuMetric(scoring.ToBleuOptions()), new ChrfMetric(scoring.Chrf), new TerMetric(scoring.Ter)];
        var facts = RunFacts.WithNames([.. runs.Select(run => run.Facts)]);
        var systems = new MetricAccumulator(metrics, keepsSegments: true).CountSystems(
            [.. facts.Select(run => run.Name)],
            test.Source.Select((source, i) => new ScoringLine(i + 1, [.. runs.Select(run => run.Hypotheses[i])], [test.References[i]], source)));
        var results = SystemResult.Paired(systems, metrics, request.Significance);
        var (unit, lengths) = Measure(test.Source);
        var buckets = new LengthBuckets("source", request.Lengths ?? LengthBuckets.Quantiles(lengths, DefaultBuckets));
        foreach (int length in lengths)
        {
            buckets.Add(length);
        }

        return new RunComparison
        {
            Test = test,
            Metrics = [.. results[0].Metrics.Select((metric, m) => new ComparedMetric(Keys[m], metric.Score.Name, metric.Score.Signature.ToString(), metrics[m].IsHigherBetter))],
            Significance = request.Significance,
            LengthUnit = unit,
            Buckets = buckets.Filled,
            Runs = [.. systems.Select((system, i) => new ComparedRun(
                facts[i], [.. results[i].Metrics.Select(metric => metric.Paired!)],
                [.. buckets.Scores(system, metrics).Select(bucket => bucket.Scores[0].Score)], runs[i].Alignment))],
            Settings = Differences(configs),
        };
    }

    /// <summary>The metrics' names in files, whatever their options.</summary>
    private static IReadOnlyList<string> Keys { get; } = ["bleu", "chrf", "ter"];

    /// <summary>The length of each line: words are meaningless where a script has no spaces between them.</summary>
    internal static (string Unit, int[] Lengths) Measure(IReadOnlyList<string> source)
    {
        var scripts = new ScriptCounter();
        foreach (string line in source)
        {
            scripts.Add(line);
        }

        return scripts.LacksSpaces
            ? ("characters", [.. source.Select(line => line.EnumerateRunes().Count(rune => !System.Text.Rune.IsWhiteSpace(rune)))])
            : ("words", [.. source.Select(LengthBuckets.CountWords)]);
    }

    /// <summary>The settings that differ, without the files of corpora, which every machine keeps elsewhere.</summary>
    internal static IReadOnlyList<(string Path, IReadOnlyList<string> Values)> Differences(IReadOnlyList<ExperimentConfig> configs)
    {
        const string Unset = "";
        var settings = configs.Select(config => ConfigWriter.Settings(config).ToDictionary(setting => setting.Path, setting => setting.Value)).ToList();
        return [.. settings.SelectMany(config => config.Keys).Distinct().Where(path => !IsFile(path))
            .Select(path => (path, (IReadOnlyList<string>)[.. settings.Select(config => config.GetValueOrDefault(path, Unset))]))
            .Where(setting => setting.Item2.Distinct().Count() > 1)];
    }

    private static bool IsFile(string path) => path.StartsWith("data.", StringComparison.Ordinal)
        && (path.Contains(".source", StringComparison.Ordinal) || path.Contains(".target", StringComparison.Ordinal) || path.Contains(".alignments", StringComparison.Ordinal))
        && !path.StartsWith("data.languages.", StringComparison.Ordinal);
}

/// <summary>A metric of a comparison.</summary>
/// <param name="Key">Its name in files: <c>bleu</c>, <c>chrf</c> or <c>ter</c>.</param>
/// <param name="Name">Its name for humans, such as <c>chrF2</c>.</param>
/// <param name="Signature">The settings of the score and of the paired test.</param>
/// <param name="IsHigherBetter">Whether a larger score is better.</param>
internal sealed record ComparedMetric(string Key, string Name, string Signature, bool IsHigherBetter);

/// <summary>A run and its scores.</summary>
/// <param name="Facts">What its records tell.</param>
/// <param name="Scores">One per metric, with its interval and, except for the baseline, the p-value.</param>
/// <param name="BleuByLength">BLEU of each bucket.</param>
/// <param name="Alignment">The alignment error rate of its attention on the references; null if there is none.</param>
internal sealed record ComparedRun(
    RunFacts Facts, IReadOnlyList<PairedResult> Scores, IReadOnlyList<double> BleuByLength, AlignmentErrorRate? Alignment);
