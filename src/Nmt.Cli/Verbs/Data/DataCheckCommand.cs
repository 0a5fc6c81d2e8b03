using System.CommandLine;
using Nmt.Cli.Console;
using Nmt.Cli.Options;
using Nmt.Cli.Verbs.Subwords;
using Nmt.Data.Checks;
using Nmt.Runs;
using Nmt.Runs.Config;
using Nmt.Search;
using Nmt.Text;
using Nmt.Text.Subwords;
using Nmt.Text.Subwords.Families;
using Serilog;

namespace Nmt.Cli.Verbs.Data;

/// <summary><c>nmt data</c>: verbs for corpora, which need no trained model.</summary>
internal static class DataCommand
{
    public static Command Create(StandardStreams streams) => new("data", "Checks parallel text before training.")
    {
        DataCheckCommand.Create(streams),
    };
}

/// <summary><c>nmt data check</c>.</summary>
internal static class DataCheckCommand
{
    private const int DefaultExamples = 10;

    public static Command Create(StandardStreams streams)
    {
        var corpora = new CheckedCorporaOptions();
        var model = new Option<string?>("--model")
        {
            Description = "Subword model, or a run folder that has one; by default the config's. Without one, unknown subwords and max_length are not checked.",
            HelpName = "FILE|RUN",
        };
        var preTokenizer = SubwordModelOptions.CreatePreTokenizer();
        var maxLength = RunOptions.CreatePositive("--max-length", "Maximum number of subwords per side in training; by default the config's.");
        var format = new Option<string>("--format", "-f")
        {
            Description = "Output format: a human-readable table on standard error, or JSON on standard output.", DefaultValueFactory = _ => "table",
        };
        ChoiceFlag.Restrict(format, "table", "json");
        var failOn = new Option<string>("--fail-on")
        {
            Description = "Lowest level of findings that makes the exit code 3.", DefaultValueFactory = _ => "error",
        };
        ChoiceFlag.Restrict(failOn, "error", "warning");
        var examples = RunOptions.CreatePositive("--max-examples", $"Maximum number of line numbers per finding; by default {DefaultExamples}.");

        var quiet = QuietOption.Create("Show no progress.");

        var command = new Command("check", "Checks corpora in one pass and reports what is wrong with them. Exit code 0 when clean, 3 with errors.");
        corpora.AddTo(command);
        foreach (var option in new Option[] { model, preTokenizer, maxLength, format, failOn, examples, quiet })
        {
            command.Add(option);
        }

        command.SetAction(parsed =>
        {
            var data = corpora.Read(parsed);
            var models = ModelPaths(parsed.GetValue(model)) ?? data.Models;
            string[] modelPaths = [.. models.All.OfType<string>()];
            if (modelPaths.Length == 0 && parsed.GetValue(preTokenizer) is not null)
            {
                throw new UsageException("--pre-tokenizer: prepares text for a subword model, so --model is required");
            }

            if (modelPaths.Length == 0 && maxLength.Read(parsed) is not null)
            {
                throw new UsageException("--max-length: lengths are counted in subwords, so --model is required");
            }

            InputFiles.ThrowIfMissing(data.Corpora.SelectMany(corpus => corpus.Files).SelectMany(pair => new[] { pair.Source, pair.Target })
                .Concat(modelPaths).Distinct());
            using var progress = FileProgress.Start(
                streams, "checking", data.Corpora.SelectMany(corpus => corpus.Files).SelectMany(pair => new[] { pair.Source, pair.Target }),
                parsed.GetValue(quiet), writesToOutput: false);
            var report = new CorpusCheck(new CheckOptions
            {
                BytesRead = progress.Add,
                MaxExamples = examples.Read(parsed) ?? DefaultExamples,
                Tokenizers = LoadTokenizers(models, SubwordModelOptions.Parse(parsed.GetValue(preTokenizer)), data),
                MaxLength = maxLength.Read(parsed) ?? data.MaxLength ?? int.MaxValue,
                MaxSourceLength = data.Search.MaxSourceLength,
                SplitsLongSources = data.Search.LongLines == LongLines.Split,
            }).Run(data.Corpora);
            progress.Dispose();
            if (parsed.GetValue(format) == "json")
            {
                CheckReportJson.Write(report, streams.Out);
            }
            else
            {
                new CheckReportTable(streams.Error, isTerminal: !System.Console.IsErrorRedirected).Write(report);
            }

            bool fails = report.HasAtLeast(parsed.GetValue(failOn) == "warning" ? FindingLevel.Warning : FindingLevel.Error);
            return fails ? ExitCodes.BadData : ExitCodes.Success;
        });
        return command;
    }

    /// <summary>The models that an option names: those of a run, or one for both sides; null without the option.</summary>
    private static Sides<string?>? ModelPaths(string? given) => given is null ? null
        : Directory.Exists(given) ? new RunFolder(given).Subwords.Map(path => (string?)path)
        : new(given);

    /// <summary>Loads the tokenizers that count lengths; models from the config must fit the config's other settings.</summary>
    private static Sides<ITokenizer?> LoadTokenizers(Sides<string?> paths, PreTokenizerKind? kind, CheckedData data)
    {
        var models = paths.Map(path => path is null ? null : SubwordModels.Load(path));
        var kinds = new Sides<PreTokenizerKind?>(kind);
        if (paths == data.Models && data.Config is { } config)
        {
            GivenSubwordModel.ThrowIfUnfit(config, models);
            kinds = config.Subwords.PerSide().Map(side => kind ?? side.Settings.PreTokenizer);
        }

        return models.Zip(kinds, (model, own) => model is null ? null : SubwordModelOptions.CreateTokenizer(model, own));
    }
}

/// <summary>The part of <c>nmt data check</c> that <c>nmt train</c> runs first, to reject a corpus with errors immediately.</summary>
internal static class TrainingDataCheck
{
    /// <exception cref="DataException">When a corpus has errors; its message names all of them.</exception>
    public static void ThrowIfErrors(ExperimentConfig config, ILogger log, CancellationToken cancellation)
    {
        var report = new CorpusCheck(new CheckOptions { ErrorsOnly = true }).Run(CheckedData.From(config).Corpora, cancellation);
        report.ThrowIfErrors();
        log.Information(
            "Data check: no errors in {Corpora}; run nmt data check for warnings too",
            string.Join(", ", report.Corpora.Select(corpus => $"{corpus.Name} ({corpus.Pairs} pairs)")));
    }
}
