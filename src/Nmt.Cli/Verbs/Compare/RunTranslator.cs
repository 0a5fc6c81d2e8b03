using System.Globalization;
using Nmt.Cli.Console;
using Nmt.Cli.Input;
using Nmt.Cli.Options;
using Nmt.Cli.Output;
using Nmt.Metrics.Alignment;
using Nmt.Metrics.Text;
using Nmt.Model.Checkpoints;
using Nmt.Model.Scoring;
using Nmt.Translation;
using Serilog;

namespace Nmt.Cli.Verbs.Compare;

/// <summary>Translates a test set with one run after another, and aligns it with the attention of each.</summary>
/// <param name="request">The command line.</param>
/// <param name="test">The test set.</param>
/// <param name="streams">The standard streams.</param>
/// <param name="log">Receives warnings about long lines.</param>
internal sealed class RunTranslator(CompareRequest request, TestSet test, StandardStreams streams, ILogger log)
{
    /// <summary>Scoring the references takes about one step of the decoder per token, a search one for each hypothesis.</summary>
    private const double AlignmentShare = 0.2;

    /// <summary>Translates the test set with all runs, in order, with one model in memory at a time.</summary>
    public IReadOnlyList<TranslatedRun> TranslateAll(IReadOnlyList<ComparableRun> runs)
    {
        // A damaged record is reported before the first run is translated, not before the last one.
        RunFacts[] facts = [.. runs.Select(RunFacts.Read)];
        TensorThreads.Use(0, streams.Error);
        double perRun = test.Source.Count * (test.Gold is null ? 1 : 1 + AlignmentShare);
        using var progress = WorkProgress.Start(
            streams, WorkProgress.MayBeShown(request.IsQuiet, writesToOutput: request.Output is null && System.Console.IsOutputRedirected),
            string.Create(CultureInfo.InvariantCulture, $"translating {test.Source.Count:N0} sentences with {runs.Count} runs"), runs.Count * perRun);
        return [.. runs.Select((run, i) =>
        {
            var translated = Translate(run, facts[i], progress);
            progress.Report((i + 1) * perRun);
            return translated;
        })];
    }

    private TranslatedRun Translate(ComparableRun run, RunFacts facts, WorkProgress progress)
    {
        using var trained = TypedSetting.WithTypedNames(
            request.Settings, CompareFlags.OptionNames, () => TrainedModel.Load(run.Path, run.Overrides, Devices.Resolve(request.Device)));
        long parameters = trained.Model.parameters().Sum(parameter => parameter.numel());
        var scorer = new TorchTokenScorer(trained.Model);
        var search = trained.Config.Search;
        var translator = new Translator(trained.Tokenizers, scorer, search, TranslatorResources.For(search));
        var lengths = new LengthWarnings(search);
        var hypotheses = new List<string>(test.Source.Count);
        foreach (var window in Requests(Batcher.FullWindow(search.BatchSentences)))
        {
            foreach (var result in translator.TranslateWindow(window, progress.Next(window.Length)))
            {
                Warn(run, lengths.Add(result));
                hypotheses.Add(PythonWhitespace.TrimEnd(result.Text));
            }
        }

        Warn(run, lengths.Summary);
        return new TranslatedRun(facts with { Parameters = parameters }, hypotheses, Align(run, trained, scorer, progress));
    }

    /// <summary>
    /// The alignment error rate of the attention when the model reads the references (forced decoding), the same as that of
    /// <c>nmt score --alignments</c>: links of the model's own translations would be links of other words.
    /// </summary>
    /// <returns>The rate; null without gold alignments, without attention, or with a subword model that does not know words.</returns>
    private AlignmentErrorRate? Align(ComparableRun run, TrainedModel trained, TorchTokenScorer scorer, WorkProgress progress)
    {
        if (test.Gold is not { } gold || !trained.Config.Model.HasAttention)
        {
            return null;
        }

        if (!GoldAlignments.KnowsWords(run.Path))
        {
            Warn(run, "no alignment error rate: links number words separated by spaces, but a WordPiece model does not preserve spaces");
            return null;
        }

        var rate = new AlignmentErrorRate();
        int number = 0;
        var alignment = new Alignment(AlignmentKind.Hard, AlignmentLevel.Word);
        var search = trained.Config.Search;
        var references = new TranslationScorer(trained.Tokenizers, scorer, search, keepsAttention: true);
        foreach (var window in Requests(Batcher.FullWindow(search.BatchSentences)))
        {
            foreach (var result in references.ScoreWindow(window, progress.Next(AlignmentShare * window.Length)))
            {
                var links = result.Best is { } best ? alignment.LinksOf(result, best) : [];
                rate.Add(new WordAlignment(links.Select(link => new AlignmentLink(link.Source, link.Target))), gold[number++]);
            }
        }

        return rate;
    }

    private IEnumerable<TranslationRequest[]> Requests(int window) => test.Source
        .Select((text, i) => new TranslationRequest(i + 1L, text)
        {
            Target = test.References[i], Place = string.Create(CultureInfo.InvariantCulture, $"{test.Files[0].Source}:{i + 1}"),
        }).Chunk(window);

    private void Warn(ComparableRun run, string? message)
    {
        if (message is not null)
        {
            log.Warning("{Run:l}: {Message:l}", run.Path, message);
        }
    }
}

/// <summary>A run's translations of the test set.</summary>
/// <param name="Facts">What the run's records tell.</param>
/// <param name="Hypotheses">The translations, one per sentence.</param>
/// <param name="Alignment">The alignment error rate of its attention on the references; null if there is none.</param>
internal sealed record TranslatedRun(RunFacts Facts, IReadOnlyList<string> Hypotheses, AlignmentErrorRate? Alignment);
