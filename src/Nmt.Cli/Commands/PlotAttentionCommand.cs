using System.CommandLine;
using Nmt.Cli.Options;
using Nmt.Cli.Reporting;
using Nmt.Model.Checkpoints;
using Nmt.Text;
using Nmt.Text.Lines;

namespace Nmt.Cli.Commands;

/// <summary><c>nmt plot-attention</c>.</summary>
internal static class PlotAttentionCommand
{
    public static Command Make(StandardStreams streams)
    {
        var model = RunOptions.CreateModel();
        var source = new Option<string>("--source")
        {
            Description = "A sentence, or a file of them, one a line.", HelpName = "TEXT|FILE", Required = true,
        };
        var target = new Option<string?>("--target")
        {
            Description = "Translations to look at, line for line; by default the model's own.", HelpName = "FILE",
        };
        var output = new Option<string>("--output") { Description = "Folder of the pictures.", HelpName = "DIR", Required = true };
        RunOptions.RejectFile(output);
        var words = new Option<bool>("--words") { Description = "Whole words instead of subwords." };
        var device = Devices.MakeOption();
        var command = new Command("plot-attention", "Draws which source words the model looked at: one SVG a sentence, and an index.html.")
        {
            model, source, target, output, words, device,
        };
        command.SetAction(parsed =>
        {
            string text = parsed.GetRequiredValue(source);
            string[] sources = File.Exists(text) ? [.. TextFile.ReadLines(text)] : [text];
            string[]? targets = ReadTargets(parsed.GetValue(target), sources.Length, text);
            using var log = MessageLog.Create(streams.Error);
            TensorThreads.Use(0);
            using var trained = TrainedModel.Load(
                parsed.GetRequiredValue(model), [], Devices.Resolve(parsed.GetRequiredValue(device), log));
            var attended = new AttendedSentences(trained.Tokenizer, trained.Model, trained.Config.Search);
            var pictures = new AttentionPictures(parsed.GetRequiredValue(output), parsed.GetValue(words));
            foreach (var sentence in attended.Attend(sources, targets, log))
            {
                pictures.Write(sentence);
            }

            log.Information("{Count} pictures: {Index}", pictures.Count, pictures.WriteIndex());
            return ExitCodes.Success;
        });
        return command;
    }

    private static string[]? ReadTargets(string? path, int expected, string source)
    {
        if (path is null)
        {
            return null;
        }

        InputFiles.ThrowIfMissing([path]);
        string[] targets = [.. TextFile.ReadLines(path)];
        return targets.Length == expected
            ? targets
            : throw new DataException($"{path} has {targets.Length} lines, {source} has {expected}; expected the same");
    }
}
