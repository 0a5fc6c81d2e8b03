using System.CommandLine;
using Nmt.Cli.Console;
using Nmt.Cli.Options;
using Nmt.Cli.Verbs.Subwords;
using Nmt.Data.Checks;
using Nmt.Runs.Config;
using Nmt.Text;
using Nmt.Text.Subwords;
using Nmt.Text.Subwords.Families;
using Serilog;

namespace Nmt.Cli.Verbs.Data;

/// <summary><c>nmt data</c>: verbs about corpora, which need no model.</summary>
internal static class DataCommand
{
    public static Command Create(StandardStreams streams) => new("data", "Looks into parallel text before anything is trained on it.")
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
            Description = "Subword model; by default the config's. Without one nothing is said of unknown subwords and max_length.",
            HelpName = "FILE",
        };
        var preTokenizer = SubwordModelOptions.CreatePreTokenizer();
        var maxLength = RunOptions.CreatePositive("--max-length", "Subwords of a side that training takes at most; by default the config's.");
        var format = new Option<string>("--format", "-f")
        {
            Description = "A table for people on standard error, or JSON on standard output.", DefaultValueFactory = _ => "table",
        };
        format.AcceptOnlyFromAmong("table", "json");
        var failOn = new Option<string>("--fail-on")
        {
            Description = "The level of findings from which the exit code is 3.", DefaultValueFactory = _ => "error",
        };
        failOn.AcceptOnlyFromAmong("error", "warning");
        var examples = RunOptions.CreatePositive("--max-examples", $"Line numbers that a finding names at most; by default {DefaultExamples}.");

        var command = new Command("check", "Reads corpora once and says what is wrong with them. Exit code 0 when clean, 3 with errors.");
        corpora.AddTo(command);
        foreach (var option in new Option[] { model, preTokenizer, maxLength, format, failOn, examples })
        {
            command.Add(option);
        }

        command.SetAction(parsed =>
        {
            var given = corpora.Read(parsed);
            string? modelPath = parsed.GetValue(model) ?? given.Model;
            if (modelPath is null && parsed.GetValue(preTokenizer) is not null)
            {
                throw new UsageException("--pre-tokenizer: prepares text for a subword model, so --model is needed as well");
            }

            if (modelPath is null && maxLength.Read(parsed) is not null)
            {
                throw new UsageException("--max-length: lengths are counted in subwords, so --model is needed as well");
            }

            InputFiles.ThrowIfMissing(given.Corpora.SelectMany(corpus => corpus.Files).SelectMany(pair => new[] { pair.Source, pair.Target })
                .Concat(modelPath is null ? [] : [modelPath]).Distinct());
            var report = new CorpusCheck(new CheckOptions
            {
                MaxExamples = examples.Read(parsed) ?? DefaultExamples,
                Tokenizer = LoadTokenizer(modelPath, SubwordModelOptions.Parse(parsed.GetValue(preTokenizer)), given),
                MaxLength = maxLength.Read(parsed) ?? given.MaxLength ?? int.MaxValue,
            }).Run(given.Corpora);
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

    /// <summary>The tokenizer of the model that lengths are counted with; a model of the config must fit the config's other settings.</summary>
    private static ITokenizer? LoadTokenizer(string? path, PreTokenizerKind? kind, CheckedData given)
    {
        if (path is null)
        {
            return null;
        }

        var model = SubwordModels.Load(path);
        if (path == given.Model && given.Config is { } config)
        {
            GivenSubwordModel.ThrowIfUnfit(config, model);
            kind ??= config.Subwords.PreTokenizer;
        }

        return SubwordModelOptions.CreateTokenizer(model, kind);
    }
}

/// <summary>The part of <c>nmt data check</c> that <c>nmt train</c> runs first: a corpus with errors is refused at once.</summary>
internal static class TrainingDataCheck
{
    /// <exception cref="DataException">When a corpus has errors; its message names all of them.</exception>
    public static void ThrowIfErrors(ExperimentConfig config, ILogger log, CancellationToken cancellation)
    {
        var report = new CorpusCheck(new CheckOptions { ErrorsOnly = true }).Run(CheckedData.From(config).Corpora, cancellation);
        report.ThrowIfErrors();
        log.Information(
            "Data check: no errors in {Corpora}; nmt data check looks for more",
            string.Join(", ", report.Corpora.Select(corpus => $"{corpus.Name} ({corpus.Pairs} pairs)")));
    }
}
