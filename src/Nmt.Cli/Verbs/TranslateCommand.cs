using System.CommandLine;
using Nmt.Cli.Console;
using Nmt.Cli.Input;
using Nmt.Cli.Options;
using Nmt.Cli.Output;
using Nmt.Search;
using Nmt.Translation;
using Nmt.Translation.Constraints;
using Serilog;

namespace Nmt.Cli.Verbs;

/// <summary><c>nmt translate</c>.</summary>
internal static class TranslateCommand
{
    public static Command Create(StandardStreams streams)
    {
        var files = InputFiles.CreateArgument(
            "FILES", "Text, one sentence per line; several files are read one after the other. By default standard input.", ArgumentArity.ZeroOrMore);
        var model = RunOptions.CreateModels();
        var output = new OutputFlags();
        var search = new SearchFlags();
        var constraints = new ConstraintFlags();
        var input = new InputFlags(hasConstraints: true);
        var device = Devices.CreateOption();
        var command = new Command("translate", "Translates text, one output line per input line, in the same order.") { files, model };
        output.AddTo(command);
        search.AddTo(command);
        constraints.AddTo(command);
        input.AddTo(command);
        command.Add(device);
        command.SetAction(parsed =>
        {
            string[] paths = parsed.GetValue(files) ?? [];
            InputFiles.ThrowIfMissing(paths);
            var options = output.Read(parsed, search.NBest(parsed));
            string[] models = parsed.GetRequiredValue(model);
            options.ThrowIfOverwriting(paths, models, [.. constraints.Paths(parsed), search.Lexicon(parsed)]);
            var overrides = search.Overrides(parsed);
            using var constraintFiles = constraints.Open(
                parsed, () => search.WithTypedNames(parsed, () => LoadedModels.ReadSearch(models[0], overrides)));
            var ignored = new IgnoredOptions(parsed, streams.Error);
            output.WarnIgnored(ignored, options);
            input.WarnIgnored(ignored, paths);
            var inputs = input.Open(parsed, paths, streams);
            using var writer = new ResultWriter(options, streams.Out);
            using var log = MessageLog.Create(streams.Error);
            TensorThreads.Use(0);
            using var trained = search.WithTypedNames(parsed, () => LoadedModels.Load(
                models, overrides, Devices.Resolve(parsed.GetRequiredValue(device), log)));
            var config = trained.Search;
            search.WarnIgnored(ignored, config, models.Length);
            var guard = new ConstraintGuard(
                constraintFiles, new ConstraintCheck(trained.Tokenizer, config), input.IsStrict(parsed) || (inputs.IsSeekable && !input.IsJson(parsed)));
            guard.ReadAhead(inputs.Count);
            var batcher = new Batcher(inputs, config.BatchSentences, input.MaxLatency(parsed));
            var resources = TranslatorResources.For(config, keepsAttention: options.NeedsAttention);
            var translator = new Translator(trained.Tokenizer, trained.Scorer, config, resources);
            WarnAboutLexicon(resources.Lexicon, config, log);
            var warnings = new TranslationWarnings(config, log);
            foreach (var window in batcher.Windows())
            {
                foreach (var result in translator.TranslateWindow([.. window.Select(guard.Constrain)]))
                {
                    warnings.Add(result);
                    writer.Write(result);
                }
            }

            warnings.Summarize();
            constraintFiles.End(inputs.LinesRead);
            writer.Complete(inputs.LinesRead);
            return ExitCodes.Success;
        });
        return command;
    }

    private static void WarnAboutLexicon(Lexicon? lexicon, SearchConfig config, ILogger log)
    {
        if (lexicon is { Repeated: > 0 })
        {
            log.Warning(
                "{Path:l}: {Count} lines repeat a source word; the first translation of each word is used", config.Lexicon, lexicon.Repeated);
        }
    }

    /// <summary>Warns about unreadable, cropped and split lines, about unknown text, dropped constraints, and incomplete translations.</summary>
    private sealed class TranslationWarnings(SearchConfig search, ILogger log)
    {
        private readonly UnknownText _unknown = new(log);
        private long _incomplete;
        private string _firstIncomplete = "";

        public void Add(TranslationResult result)
        {
            if (result.Request.Fault is { } fault)
            {
                log.Warning("{Fault}; writing an empty line", fault.Message);
            }

            if (result.Request.DroppedConstraints is { } reason)
            {
                log.Warning("{Reason}; translating the line without its constraints", reason);
            }

            if (result.Best is { LacksPhrases: true })
            {
                log.Warning("{Place}: the search found no translation that contains all required phrases", result.Request.Place);
            }

            LengthWarning.Warn(result, search, log);
            _unknown.Add(result);
            if (!result.IsComplete && _incomplete++ == 0)
            {
                _firstIncomplete = result.Request.Place;
            }
        }

        public void Summarize()
        {
            _unknown.Summarize();
            if (_incomplete > 0)
            {
                log.Warning(
                    "{Count} translations stopped at the length limit, the first for {Place} (search.max_length, search.max_length_ratio, search.max_length_offset)",
                    _incomplete, _firstIncomplete);
            }
        }
    }
}
