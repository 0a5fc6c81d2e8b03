using System.CommandLine;
using System.Globalization;
using Nmt.Cli.Console;
using Nmt.Cli.Options;
using Nmt.Search;
using Nmt.Text.Subwords;
using Nmt.Translation.Attention;
using Serilog;

namespace Nmt.Cli.Verbs.Attention;

/// <summary><c>nmt plot-attention</c>: plots attention under teacher forcing, for given translations or the models' own.</summary>
internal static class PlotAttentionCommand
{
    /// <summary>For progress: translating a sentence and plotting it.</summary>
    private const int StepsPerSentence = 2;

    public static Command Create(StandardStreams streams)
    {
        var options = new PlotAttentionOptions();
        var command = new Command("plot-attention", "Plots the model's attention: heatmaps as images or text, an interactive page, or the weights as JSON.");
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            var request = options.Read(parsed);
            var ignored = new IgnoredOptions(parsed, streams.Error);
            options.WarnAboutIgnored(parsed, ignored);
            using var log = MessageLog.Create(streams.Error, request.IsQuiet);
            var engine = request.Engine.Resolve(streams.Error);
            using var output = options.Open(parsed, request, streams, log);
            using (var progress = WorkProgress.Start(
                streams, WorkProgress.MayBeShown(request.IsQuiet, request.WritesToOutput),
                string.Create(CultureInfo.InvariantCulture, $"plotting {request.Sources.Length:N0} sentences"),
                (double)StepsPerSentence * request.Sources.Length * request.Runs.Count))
            {
                foreach (string run in request.Runs)
                {
                    using var trained = Load(request, run, engine);
                    if (request.Targets is null && trained.Search.Method != SearchMethod.Beam)
                    {
                        options.WarnAboutSampling(ignored);
                    }

                    Plot(request, new PlottedModel(run, trained.Update), trained, output, progress, log);
                }
            }

            if (output.Complete() is { } written)
            {
                log.Information("{Written:l}", written);
            }

            return ExitCodes.Success;
        });
        return command;
    }

    private static LoadedModels Load(PlotRequest request, string run, ChosenEngine engine) => TypedSetting.WithTypedNames(
        request.Settings, RunOptions.SearchOptionNames,
        () => LoadedModels.Load([run], [.. request.Settings.Select(setting => setting.Override)], engine));

    /// <summary>Writes the attention of all sentences of one model; skips pairs with an empty side, with a warning.</summary>
    private static void Plot(
        PlotRequest request, PlottedModel model, LoadedModels trained, IAttentionOutput output, WorkProgress progress, ILogger log)
    {
        var attention = new ForcedAttention(trained.Tokenizers.Map(tokenizer => tokenizer.Vocabulary), trained.Attention);
        var labels = new SubwordLabels(trained.Tokenizers.Source);
        foreach (var (i, found) in new TranslationsToPlot(trained, request.Translations).Find(request.Sources, request.Targets, progress).Index())
        {
            progress.Add(1);
            var source = Crop(labels.FromLine(request.Sources[i]), trained.Search.MaxSourceLength, i + 1, log);
            TranslationToPlot[] drawn = source.Count == 0 ? [] : [.. found.Where(translation => translation.Subwords.Count > 0)];
            if (drawn.Length == 0)
            {
                log.Warning("Line {Number} has an empty side; {Missing:l}", i + 1, request.HasPictures ? "no heatmap written" : "not in the report");
            }

            foreach (var translation in drawn)
            {
                output.Write(model, new PlottedPair(i + 1, request.Sources[i], translation, Attend(request, attention, source, translation)));
            }
        }
    }

    private static SentenceAttention Attend(
        PlotRequest request, ForcedAttention attention, IReadOnlyList<LabelledSubword> source, TranslationToPlot translation)
    {
        bool keepsHeads = request.NeedsMaps || !request.View.Selection.IsDefault;
        var attended = attention.Attend(source, translation.Subwords, keepsHeads);
        // A model may have heads of which none is its alignment.
        return attended.Weights is null && !keepsHeads ? attention.Attend(source, translation.Subwords, keepsHeads: true) : attended;
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
