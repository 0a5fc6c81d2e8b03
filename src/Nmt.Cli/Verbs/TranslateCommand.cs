using System.CommandLine;
using Nmt.Cli.Console;
using Nmt.Cli.Input;
using Nmt.Cli.Options;
using Nmt.Cli.Output;
using Nmt.Translation;
using Nmt.Translation.Constraints;

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
        var engine = new EngineFlags();
        var quiet = QuietOption.Create();
        var command = new Command("translate", "Translates text, one output line per input line, in the same order.") { files, model };
        output.AddTo(command);
        search.AddTo(command);
        constraints.AddTo(command);
        input.AddTo(command);
        engine.AddTo(command);
        command.Add(quiet);
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
            using var log = MessageLog.Create(streams.Error, parsed.GetValue(quiet));
            var chosen = engine.Read(parsed).Resolve(streams.Error);
            using var trained = search.WithTypedNames(parsed, () => LoadedModels.Load(
                models, overrides, chosen));
            var config = trained.Search;
            search.WarnIgnored(ignored, config, models.Length);
            var guard = new ConstraintGuard(
                constraintFiles, new ConstraintCheck(trained.Tokenizers, config), input.IsStrict(parsed) || (inputs.IsSeekable && !input.IsJson(parsed)));
            guard.ReadAhead(inputs.Count);
            var batcher = new Batcher(inputs, config.BatchSentences, input.MaxLatency(parsed));
            var resources = TranslatorResources.For(config, keepsAttention: options.NeedsAttention);
            var translator = new Translator(trained.Tokenizers, trained.Scorer, config, resources);
            var warnings = new TranslationWarnings(config, log);
            warnings.AddLexicon(resources.Lexicon);
            using (var progress = LineProgress.Start(streams, "translating", inputs.Count, parsed.GetValue(quiet), writesToOutput: options.Path is null))
            {
                foreach (var window in batcher.Windows())
                {
                    foreach (var result in translator.TranslateWindow([.. window.Select(guard.Constrain)], progress.Next(window.Count)))
                    {
                        warnings.Add(result);
                        writer.Write(result);
                    }
                }
            }

            warnings.Summarize();
            constraintFiles.End(inputs.LinesRead);
            writer.Complete(inputs.LinesRead);
            return ExitCodes.Success;
        });
        return command;
    }
}
