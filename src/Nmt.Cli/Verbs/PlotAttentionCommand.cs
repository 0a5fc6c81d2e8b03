using System.CommandLine;
using System.Globalization;
using Nmt.Cli.Console;
using Nmt.Cli.Options;
using Nmt.Cli.Output;
using Nmt.Model.Checkpoints;
using Nmt.Model.Scoring;
using Nmt.Plots;
using Nmt.Runs;
using Nmt.Search;
using Nmt.Text;
using Nmt.Text.Lines;
using Nmt.Text.Subwords;
using Serilog;

namespace Nmt.Cli.Verbs;

/// <summary><c>nmt plot-attention</c>: plots attention under teacher forcing, for given translations or the model's own.</summary>
internal static class PlotAttentionCommand
{
    /// <summary>For progress: translating a sentence and plotting it.</summary>
    private const int StepsPerSentence = 2;

    public static Command Create(StandardStreams streams)
    {
        var model = RunOptions.CreateModel();
        var source = new Option<string?>("--source") { Description = "File with one sentence per line.", HelpName = "FILE" };
        var sourceText = new Option<string?>("--source-text") { Description = "A sentence, instead of --source.", HelpName = "TEXT" };
        var target = new Option<string?>("--target")
        {
            Description = "Translations to plot, one per line of --source; by default the model's own.", HelpName = "FILE",
        };
        var output = new Option<string>("--output") { Description = "Folder for the heatmaps.", HelpName = "DIR", Required = true };
        RunOptions.RejectFile(output);
        var words = new Option<bool>("--words") { Description = "Show words instead of subwords." };
        var beam = RunOptions.CreatePositive("--beam", "Hypotheses kept per sentence; 1 is greedy search. By default the run's.");
        var nBest = RunOptions.CreatePositive("--nbest", "Translations plotted per sentence, each as a heatmap.");
        var direction = ChoiceFlag.Create(
            ["--direction"], "Where the source begins: auto (by its first letter), ltr (left) or rtl (right).", ["auto", "ltr", "rtl"]);
        var device = Devices.CreateOption();
        var quiet = QuietOption.Create();
        var command = new Command("plot-attention", "Plots the model's attention as heatmaps: one SVG per sentence, and an index.html.")
        {
            model, source, sourceText, target, output, words, beam, nBest, direction, device, quiet,
        };
        command.SetAction(parsed =>
        {
            string? file = parsed.GetValue(source);
            string[] sources = ReadSources(file, parsed.GetValue(sourceText));
            string[]? targets = ReadTargets(parsed.GetValue(target), sources.Length, file ?? sourceText.Name);
            string run = parsed.GetRequiredValue(model);
            string folder = parsed.GetRequiredValue(output);
            int translations = targets is null ? nBest.Read(parsed) ?? 1 : 1;
            OutputFiles.ThrowIfOverwriting(
                HeatmapFolder.Files(folder, sources.Length, translations).Select(path => new OutputFile(output.Name, path)),
                [.. new[] { file, parsed.GetValue(target) }.OfType<string>(), .. new RunFolder(run).Files]);
            OutputFiles.ThrowIfUnwritable(new OutputFile(output.Name, folder));
            var settings = RunOptions.SearchSettings(beam.Read(parsed), nBest.Read(parsed));
            var ignored = new IgnoredOptions(parsed, streams.Error);
            ignored.WarnUnless(targets is null, "with --target", beam, nBest);
            using var log = MessageLog.Create(streams.Error, parsed.GetValue(quiet));
            TensorThreads.Use(0, streams.Error);
            using var trained = TypedSetting.WithTypedNames(settings, RunOptions.SearchOptionNames, () => TrainedModel.Load(
                run, [.. settings.Select(setting => setting.Override)], Devices.Resolve(parsed.GetRequiredValue(device))));
            ignored.WarnUnless(targets is not null || trained.Config.Search.Method == SearchMethod.Beam, "with sampling", beam);
            var heatmaps = new HeatmapFolder(folder, new PlottedModel(run, trained.State.Update))
            {
                MergesWords = parsed.GetValue(words), Direction = Directions[parsed.GetRequiredValue(direction)],
            };
            using (var progress = WorkProgress.Start(
                streams, WorkProgress.MayBeShown(parsed.GetValue(quiet), writesToOutput: false),
                string.Create(CultureInfo.InvariantCulture, $"plotting {sources.Length:N0} sentences"), StepsPerSentence * sources.Length))
            {
                Draw(new TranslationsToPlot(trained, translations), sources, targets, heatmaps, progress, log);
            }

            log.Information("{Count} heatmaps: {Index}", heatmaps.Count, heatmaps.WriteIndex());
            return ExitCodes.Success;
        });
        return command;
    }

    private static readonly IReadOnlyDictionary<string, SourceDirection> Directions = new Dictionary<string, SourceDirection>
    {
        ["auto"] = SourceDirection.Auto, ["ltr"] = SourceDirection.LeftToRight, ["rtl"] = SourceDirection.RightToLeft,
    };

    private static string[] ReadSources(string? file, string? text)
    {
        if (file is null == text is null)
        {
            throw new UsageException("expected either --source FILE or --source-text TEXT");
        }

        if (text is not null)
        {
            return [text];
        }

        return File.Exists(file)
            ? [.. TextFile.ReadLines(file)]
            : throw new UsageException($"--source: file not found: {file}; to plot a sentence, use --source-text");
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
            : throw new DataException($"{path} has {targets.Length} lines, {source} has {expected}; expected the same number");
    }

    /// <summary>Writes a heatmap per translation; skips pairs with an empty side, with a warning.</summary>
    private static void Draw(
        TranslationsToPlot translations, string[] sources, string[]? targets, HeatmapFolder heatmaps, WorkProgress progress, ILogger log)
    {
        var trained = translations.Trained;
        var attention = new ForcedAttention(trained.Tokenizers.Map(tokenizer => tokenizer.Vocabulary), trained.Model);
        var labels = new SubwordLabels(trained.Tokenizers.Source);
        foreach (var (i, found) in translations.Find(sources, targets, progress).Index())
        {
            progress.Add(1);
            var source = Crop(labels.FromLine(sources[i]), trained.Config.Search.MaxSourceLength, i + 1, log);
            TranslationToPlot[] drawn = source.Count == 0 ? [] : [.. found.Where(translation => translation.Subwords.Count > 0)];
            if (drawn.Length == 0)
            {
                log.Warning("Line {Number} has an empty side; no heatmap written", i + 1);
            }

            foreach (var translation in drawn)
            {
                heatmaps.Write(i + 1, sources[i], translation, attention.Attend(source, translation.Subwords));
            }
        }
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
