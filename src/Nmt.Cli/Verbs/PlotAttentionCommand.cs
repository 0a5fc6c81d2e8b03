using System.CommandLine;
using System.Globalization;
using Nmt.Cli.Console;
using Nmt.Cli.Options;
using Nmt.Cli.Output;
using Nmt.Cli.Verbs.AttentionNumbers;
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
        var output = new Option<string?>("--output") { Description = "Folder for the heatmaps.", HelpName = "DIR" };
        RunOptions.RejectFile(output);
        var words = new Option<bool>("--words") { Description = "Show words instead of subwords." };
        var beam = RunOptions.CreatePositive("--beam", "Hypotheses kept per sentence; 1 is greedy search. By default the run's.");
        var nBest = RunOptions.CreatePositive("--nbest", "Translations plotted per sentence, each as a heatmap.");
        var direction = ChoiceFlag.Create(
            ["--direction"], "Where the source begins: auto (by its first letter), ltr (left) or rtl (right).", ["auto", "ltr", "rtl"]);
        var numbers = new AttentionReportFlags();
        var device = Devices.CreateOption();
        var quiet = QuietOption.Create();
        var command = new Command("plot-attention", "Plots the model's attention as heatmaps: one SVG per sentence, and an index.html.")
        {
            model, source, sourceText, target, output, words, beam, nBest, direction, device, quiet,
        };
        numbers.AddTo(command);
        command.SetAction(parsed =>
        {
            string? file = parsed.GetValue(source);
            string[] sources = ReadSources(file, parsed.GetValue(sourceText));
            string[]? targets = ReadTargets(parsed.GetValue(target), sources.Length, file ?? sourceText.Name);
            string run = parsed.GetRequiredValue(model);
            string? folder = parsed.GetValue(output);
            var report = numbers.Create(parsed, run, sources, targets, file ?? sourceText.Name);
            if (folder is null && report is null)
            {
                throw new UsageException($"expected {output.Name} DIR for heatmaps, --report for numbers, or both");
            }

            int translations = targets is null ? nBest.Read(parsed) ?? 1 : 1;
            OutputFiles.ThrowIfOverwriting(
                [
                    .. folder is null ? [] : HeatmapFolder.Files(folder, sources.Length, translations).Select(path => new OutputFile(output.Name, path)),
                    .. new[] { numbers.File(parsed) }.OfType<OutputFile>(),
                ],
                [.. new[] { file, parsed.GetValue(target), numbers.GoldFile(parsed) }.OfType<string>(), .. new RunFolder(run).Files]);
            ThrowIfUnwritable(folder is null ? null : new OutputFile(output.Name, folder), numbers.File(parsed));
            var settings = RunOptions.SearchSettings(beam.Read(parsed), nBest.Read(parsed));
            var ignored = new IgnoredOptions(parsed, streams.Error);
            ignored.WarnUnless(targets is null, "with --target", beam, nBest);
            ignored.WarnUnless(folder is not null, $"without {output.Name}", words, direction);
            numbers.WarnIgnored(ignored);
            using var log = MessageLog.Create(streams.Error, parsed.GetValue(quiet));
            TensorThreads.Use(0, streams.Error);
            using var trained = TypedSetting.WithTypedNames(settings, RunOptions.SearchOptionNames, () => TrainedModel.Load(
                run, [.. settings.Select(setting => setting.Override)], Devices.Resolve(parsed.GetRequiredValue(device))));
            ignored.WarnUnless(targets is not null || trained.Config.Search.Method == SearchMethod.Beam, "with sampling", beam);
            var heatmaps = folder is null ? null : new HeatmapFolder(folder, new PlottedModel(run, trained.State.Update))
            {
                MergesWords = parsed.GetValue(words), Direction = Directions[parsed.GetRequiredValue(direction)],
            };
            using (var progress = WorkProgress.Start(
                streams, WorkProgress.MayBeShown(parsed.GetValue(quiet), writesToOutput: false),
                string.Create(CultureInfo.InvariantCulture, $"plotting {sources.Length:N0} sentences"), StepsPerSentence * sources.Length))
            {
                Draw(new TranslationsToPlot(trained, translations), sources, targets, new AttentionOutput(heatmaps, report), progress, log);
            }

            if (report is not null)
            {
                numbers.Write(report, parsed, streams);
            }

            if (heatmaps is not null)
            {
                log.Information("{Count} heatmaps: {Index}", heatmaps.Count, heatmaps.WriteIndex());
            }

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

    private static void ThrowIfUnwritable(OutputFile? folder, OutputFile? report)
    {
        if (folder is not null)
        {
            OutputFiles.ThrowIfUnwritable(folder);
        }

        if (report is not null)
        {
            OutputFiles.ThrowIfUnwritable(report.Path);
        }
    }

    /// <summary>Writes a heatmap or a row of the report per translation; skips pairs with an empty side, with a warning.</summary>
    private static void Draw(
        TranslationsToPlot translations, string[] sources, string[]? targets, AttentionOutput output, WorkProgress progress, ILogger log)
    {
        var trained = translations.Trained;
        var attention = new ForcedAttention(trained.Tokenizers.Map(tokenizer => tokenizer.Vocabulary), trained.Model);
        var labels = new SubwordLabels(trained.Tokenizers.Source);
        foreach (var (i, found) in translations.Find(sources, targets, progress).Index())
        {
            progress.Add(1);
            var source = Crop(labels.FromLine(sources[i]), trained.Search.MaxSourceLength, i + 1, log);
            TranslationToPlot[] drawn = source.Count == 0 ? [] : [.. found.Where(translation => translation.Subwords.Count > 0)];
            if (drawn.Length == 0)
            {
                log.Warning("Line {Number} has an empty side; {Missing:l}", i + 1, output.Heatmaps is null ? "not in the report" : "no heatmap written");
            }

            foreach (var translation in drawn)
            {
                var attended = attention.Attend(source, translation.Subwords);
                output.Heatmaps?.Write(i + 1, sources[i], translation, attended);
                output.Report?.Add(i + 1, translation.Rank, sources[i], translation.Text, attended);
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

    /// <summary>What becomes of the attention.</summary>
    /// <param name="Heatmaps">The folder of pictures; null for none.</param>
    /// <param name="Report">The statistics; null for none.</param>
    private sealed record AttentionOutput(HeatmapFolder? Heatmaps, AttentionReport? Report);
}
