using System.CommandLine;
using Nmt.Cli.Commands.Translating;
using Nmt.Cli.Input;
using Nmt.Cli.Options;
using Nmt.Cli.Output;
using Nmt.Cli.Reporting;
using Nmt.Translation;

namespace Nmt.Cli.Commands;

/// <summary><c>nmt translate</c>.</summary>
internal static class TranslateCommand
{
    public static Command Make(StandardStreams streams)
    {
        var files = InputFiles.MakeArgument(
            "FILES", "Text, one sentence a line; several files follow each other. By default standard input.", ArgumentArity.ZeroOrMore);
        var model = RunOptions.CreateModels();
        var output = new OutputOptions();
        var search = new SearchOptions();
        var guidance = new GuidanceOptions();
        var input = new InputOptions();
        var device = Devices.MakeOption();
        var command = new Command("translate", "Translates text: as many lines out as in, in the same order.") { files, model };
        output.AddTo(command);
        search.AddTo(command);
        guidance.AddTo(command);
        input.AddTo(command);
        command.Add(device);
        command.SetAction(parsed =>
        {
            string[] paths = parsed.GetValue(files) ?? [];
            InputFiles.ThrowIfMissing(paths);
            var plan = output.Read(parsed, search.NBest(parsed));
            var overrides = search.Overrides(parsed);
            var inputs = input.Open(parsed, paths, streams);
            using var log = MessageLog.Create(streams.Error);
            TensorThreads.Use(0);
            using var trained = search.Named(parsed, () => LoadedModels.Load(
                parsed.GetRequiredValue(model), overrides, Devices.Resolve(parsed.GetRequiredValue(device), log)));
            var config = trained.Search;
            using var asked = guidance.Open(parsed);
            var windows = new InputWindows(inputs, config.BatchSentences, input.MaxLatency(parsed));
            var translator = new Translator(
                trained.Tokenizer, trained.Scorer, config, TranslatorResources.For(config, keepsAttention: plan.NeedsAttention));
            using var sink = new ResultSink(plan, streams.Out);
            new TranslationLoop(translator, trained.Tokenizer.Vocabulary, config, log).Run(windows, asked, sink);
            asked.End(inputs.LinesRead);
            sink.Complete(inputs.LinesRead);
            return ExitCodes.Success;
        });
        return command;
    }
}
