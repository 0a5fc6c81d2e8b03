using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Nmt.Cli.Console;
using Nmt.Cli.Input;
using Nmt.Cli.Options;
using Nmt.Cli.Output;
using Nmt.Search;
using Nmt.Text;
using Nmt.Translation;
using Serilog;

namespace Nmt.Cli.Verbs;

/// <summary><c>nmt score</c>: scores given translations with a model.</summary>
internal static class ScoreCommand
{
    public static Command Create(StandardStreams streams)
    {
        var files = InputFiles.CreateArgument(
            "FILES", "Two line-aligned files, SOURCE and TARGET; or, with --input-format jsonl, JSON lines with both, by default from standard input.",
            ArgumentArity.ZeroOrMore);
        var model = RunOptions.CreateModels();
        var corpus = new Option<bool>("--corpus") { Description = "Print one line for the whole corpus instead of one per pair: log-probability, tokens, perplexity." };
        var output = new OutputFlags();
        var search = new SearchFlags();
        var input = new InputFlags();
        var engine = new EngineFlags();
        var quiet = QuietOption.Create();
        var command = new Command("score", "Scores given translations: log-probability and perplexity per line.") { files, model, corpus };
        output.AddTo(command);
        search.AddSettingsTo(command);
        input.AddTo(command);
        engine.AddTo(command);
        command.Add(quiet);
        command.SetAction(parsed =>
        {
            string[] paths = parsed.GetValue(files) ?? [];
            InputFiles.ThrowIfMissing(paths);
            var options = output.Read(parsed, nBest: null) with { IsOfGivenText = true };
            options.ThrowIfOverwriting(paths, parsed.GetRequiredValue(model));
            var ignored = new IgnoredOptions(parsed, streams.Error);
            bool writesTotalOnly = parsed.GetValue(corpus);
            output.WarnIgnored(ignored, options);
            input.WarnIgnored(ignored, paths);
            if (writesTotalOnly)
            {
                output.WarnIgnoredForTotal(ignored, options);
            }

            var pairs = input.OpenPairs(parsed, paths, streams);
            using var writer = new ResultWriter(options, streams.Out);
            using var log = MessageLog.Create(streams.Error, parsed.GetValue(quiet));
            var chosen = engine.Read(parsed).Resolve(streams.Error);
            using var trained = search.WithTypedNames(parsed, () => LoadedModels.Load(
                parsed.GetRequiredValue(model), search.Overrides(parsed), chosen));
            var config = trained.Search;
            search.WarnIgnored(ignored, config, parsed.GetRequiredValue(model).Length);
            var scorer = new TranslationScorer(trained.Tokenizers, trained.Scorer, config, options.NeedsAttention);
            var total = new CorpusScore();
            var unknown = new UnknownText(log);
            using (var progress = LineProgress.Start(streams, "scoring", pairs.Count, parsed.GetValue(quiet), writesToOutput: options.Path is null))
            {
                foreach (var window in new Batcher(pairs, config.BatchSentences, input.MaxLatency(parsed)).Windows())
                {
                    foreach (var result in scorer.ScoreWindow([.. window.Select(JsonLine.AsTranslated)], progress.Next(window.Count)))
                    {
                        Warn(result, config, log);
                        unknown.Add(result);
                        total.Add(result);
                        if (!writesTotalOnly)
                        {
                            writer.Write(result);
                        }
                    }
                }
            }

            if (writesTotalOnly)
            {
                total.ThrowIfEmpty();
                writer.WriteOnly(total.Line(options.Format), pairs.LinesRead);
            }

            unknown.Summarize();
            log.Information("{Summary:l}", total.Summary);
            writer.Complete(pairs.LinesRead);
            return ExitCodes.Success;
        });
        return command;
    }

    private static void Warn(TranslationResult result, SearchConfig search, ILogger log)
    {
        if (result.Request.Fault is { } fault)
        {
            log.Warning("{Fault}; scored as a blank line", fault.Message);
        }

        if (result.IsCropped)
        {
            log.Warning(
                "{Place}: only the first {Max} subwords of the source were read (search.max_source_length)",
                result.Request.Place, search.MaxSourceLength);
        }
    }

    /// <summary>Sums over all pairs of a corpus.</summary>
    private sealed class CorpusScore
    {
        private long _lines;
        private long _tokens;
        private double _logProbability;

        public void Add(TranslationResult result)
        {
            _lines++;
            _tokens += result.Best?.TokenLogProbabilities.Count ?? 0;
            _logProbability += result.Best?.LogProbability ?? 0;
        }

        /// <summary>The sums as text for the log.</summary>
        public string Summary => string.Create(
            CultureInfo.InvariantCulture,
            $"{_lines} lines, {_tokens} tokens: log-probability {_logProbability:F4}, perplexity {Perplexity:F4}");

        /// <summary>Rejects a corpus without text: it has no perplexity, and whoever asks for one has named the wrong files.</summary>
        /// <exception cref="DataException">When no line has a token.</exception>
        public void ThrowIfEmpty()
        {
            if (_tokens == 0)
            {
                throw new DataException(_lines == 0
                    ? "--corpus: nothing to score: there are no lines"
                    : string.Create(CultureInfo.InvariantCulture, $"--corpus: nothing to score: all {_lines} pairs of lines are blank"));
            }
        }

        /// <summary>exp(mean cross-entropy per token), counting ends of sentence; NaN without tokens.</summary>
        private double Perplexity => Math.Exp(-_logProbability / _tokens);

        /// <summary>The sums as one line of output.</summary>
        public string Line(OutputFormat format) => format == OutputFormat.JsonLines
            ? new JsonObject
            {
                ["lines"] = _lines, ["tokens"] = _tokens, ["log_probability"] = Math.Round(_logProbability, 6),
                ["perplexity"] = double.IsFinite(Perplexity) ? Math.Round(Perplexity, 6) : null,
            }.ToJsonString()
            : string.Create(CultureInfo.InvariantCulture, $"{_logProbability:F4}\t{_tokens}\t{Perplexity:F4}");
    }
}
