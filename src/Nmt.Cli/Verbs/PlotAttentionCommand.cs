using System.CommandLine;
using Nmt.Cli.Console;
using Nmt.Cli.Options;
using Nmt.Cli.Output;
using Nmt.Model.Checkpoints;
using Nmt.Model.Scoring;
using Nmt.Runs;
using Nmt.Text;
using Nmt.Text.Lines;
using Nmt.Text.Subwords;
using Nmt.Translation;
using Serilog;

namespace Nmt.Cli.Verbs;

/// <summary><c>nmt plot-attention</c>: plots attention under teacher forcing, for given translations or the model's own.</summary>
internal static class PlotAttentionCommand
{
    public static Command Create(StandardStreams streams)
    {
        var model = RunOptions.CreateModel();
        var source = new Option<string>("--source")
        {
            Description = "A sentence, or a file with one sentence per line.", HelpName = "TEXT|FILE", Required = true,
        };
        var target = new Option<string?>("--target")
        {
            Description = "Translations to plot, one per line of --source; by default the model's own.", HelpName = "FILE",
        };
        var output = new Option<string>("--output") { Description = "Folder for the heatmaps.", HelpName = "DIR", Required = true };
        RunOptions.RejectFile(output);
        var words = new Option<bool>("--words") { Description = "Show words instead of subwords." };
        var device = Devices.CreateOption();
        var command = new Command("plot-attention", "Plots the model's attention as heatmaps: one SVG per sentence, and an index.html.")
        {
            model, source, target, output, words, device,
        };
        command.SetAction(parsed =>
        {
            string text = parsed.GetRequiredValue(source);
            string[] sources = File.Exists(text) ? [.. TextFile.ReadLines(text)] : [text];
            string[]? targets = ReadTargets(parsed.GetValue(target), sources.Length, text);
            string run = parsed.GetRequiredValue(model);
            string folder = parsed.GetRequiredValue(output);
            OutputFiles.ThrowIfOverwriting(
                HeatmapFolder.Files(folder, sources.Length).Select(path => new OutputFile(output.Name, path)),
                [text, .. parsed.GetValue(target) is { } path ? [path] : Array.Empty<string>(), .. new RunFolder(run).Files]);
            OutputFiles.ThrowIfUnwritable(new OutputFile(output.Name, folder));
            var heatmaps = new HeatmapFolder(folder, parsed.GetValue(words));
            using var log = MessageLog.Create(streams.Error);
            if (!File.Exists(text) && LooksLikeFile(text))
            {
                log.Information("--source: there is no file of this name, so the text itself is plotted: {Text:l}", text);
            }

            TensorThreads.Use(0);
            using var trained = TrainedModel.Load(
                run, [], Devices.Resolve(parsed.GetRequiredValue(device), log));
            Draw(trained, sources, targets, heatmaps, log);
            log.Information("{Count} heatmaps: {Index}", heatmaps.Count, heatmaps.WriteIndex());
            return ExitCodes.Success;
        });
        return command;
    }

    /// <summary>Whether a text could be the misspelled name of a file rather than a sentence.</summary>
    private static bool LooksLikeFile(string text) => !text.Any(char.IsWhiteSpace) || text.Contains(Path.DirectorySeparatorChar);

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
            : throw new DataException($"{path} has {targets.Length} lines, {source} has {expected}; expected the same number");
    }

    /// <summary>Writes one heatmap per sentence; skips pairs with an empty side, with a warning.</summary>
    private static void Draw(TrainedModel trained, string[] sources, string[]? targets, HeatmapFolder heatmaps, ILogger log)
    {
        var attention = new ForcedAttention(trained.Tokenizers.Map(tokenizer => tokenizer.Vocabulary), trained.Model);
        var labels = trained.Tokenizers.Map(tokenizer => new SubwordLabels(tokenizer));
        foreach (var (i, (text, target)) in Targets(trained, labels.Target, sources, targets).Index())
        {
            var source = Crop(labels.Source.FromLine(sources[i]), trained.Config.Search.MaxSourceLength, i + 1, log);
            if (source.Count == 0 || target.Count == 0)
            {
                log.Warning("Line {Number} has an empty side; no heatmap written", i + 1);
                continue;
            }

            heatmaps.Write(i + 1, sources[i], text, attention.Attend(source, target));
        }
    }

    /// <summary>The given translations, or else the model's own, as text and subwords.</summary>
    private static IEnumerable<(string Text, IReadOnlyList<LabelledSubword> Subwords)> Targets(
        TrainedModel trained, SubwordLabels labels, string[] sources, string[]? targets)
    {
        if (targets is not null)
        {
            return targets.Select(target => (target, labels.FromLine(target)));
        }

        var search = trained.Config.Search;
        var translator = new Translator(trained.Tokenizers, new TorchTokenScorer(trained.Model), search, TranslatorResources.For(search));
        return translator.Translate(sources).Select(result => (result.Text, result.Best is { } best ? labels.FromHypothesis(best) : []));
    }

    private static IReadOnlyList<LabelledSubword> Crop(IReadOnlyList<LabelledSubword> subwords, int maxLength, int number, ILogger log)
    {
        if (subwords.Count <= maxLength)
        {
            return subwords;
        }

        log.Warning("Line {Number} has {Length} subwords; only the first {Max} are shown", number, subwords.Count, maxLength);
        return [.. subwords.Take(maxLength)];
    }
}
