using System.CommandLine;
using Nmt.Cli.Reporting;
using Nmt.Search;
using Nmt.Text.Corpora;
using Nmt.Training.Runs;
using Serilog;

namespace Nmt.Cli.Commands;

/// <summary><c>nmt translate</c>.</summary>
internal static class TranslateCommand
{
    public static Command Make(StandardStreams streams)
    {
        var files = InputFiles.MakeArgument(
            "FILES", "Text, one sentence a line; several files follow each other. By default standard input.", ArgumentArity.ZeroOrMore);
        var model = RunOptions.MakeModel();
        var output = new Option<string?>("--output")
        {
            Description = "Where translations go, whole or not at all; by default standard output.", HelpName = "FILE",
        };
        RunOptions.RequireParentFolder(output);
        var beam = RunOptions.MakePositive("--beam", "Hypotheses kept a sentence; 1 is greedy search. By default the run's.");
        var nBest = RunOptions.MakePositive("--nbest", "Translations given out a sentence, as 'number ||| text ||| log-probability ||| score'.");
        var device = Devices.MakeOption();
        var command = new Command("translate", "Translates text: as many lines out as in, in the same order.")
        {
            files, model, output, beam, nBest, device,
        };
        command.SetAction(parsed =>
        {
            string[] inputs = parsed.GetValue(files) ?? [];
            InputFiles.ThrowIfMissing(inputs);
            using var log = MessageLog.Make(streams.Error);
            int? size = parsed.GetValue(beam);
            int? count = parsed.GetValue(nBest);
            var overrides = RunOptions.SearchOverrides(size, count);
            Devices.UseThreads(0);
            using var trained = TrainedModel.Load(
                parsed.GetRequiredValue(model), overrides, Devices.Resolve(parsed.GetRequiredValue(device), log));
            var lines = inputs.Length == 0
                ? TextFile.ReadLines(streams.In, "standard input")
                : inputs.SelectMany(TextFile.ReadLines);
            var translator = new Translator(
                trained.Tokenizer, new EncoderDecoderScorer(trained.Model), trained.Config.Search, TranslatorResources.For(trained.Config.Search));
            using var target = ResultFile.Open(parsed.GetValue(output), streams.Out);
            Write(translator.Translate(lines), count is null, target.Writer, trained.Config.Search, log);
            target.Complete();
            return ExitCodes.Success;
        });
        return command;
    }

    private static void Write(
        IEnumerable<TranslatedLine> lines, bool bestOnly, TextWriter output, SearchConfig config, ILogger log)
    {
        foreach (var line in lines)
        {
            CroppedLine.Warn(line, config, log);
            if (bestOnly)
            {
                output.Write(line.Text);
                output.Write('\n');
            }
            else
            {
                NBestWriter.Write(line, output);
            }

            output.Flush();
        }
    }
}
