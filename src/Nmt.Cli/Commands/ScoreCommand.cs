using System.CommandLine;
using Nmt.Cli.Commands.Translating;
using Nmt.Cli.Input;
using Nmt.Cli.Options;
using Nmt.Cli.Output;
using Nmt.Cli.Reporting;
using Nmt.Translation.ForcedScoring;

namespace Nmt.Cli.Commands;

/// <summary><c>nmt score</c>: what a model thinks of given translations.</summary>
internal static class ScoreCommand
{
    public static Command Make(StandardStreams streams)
    {
        var files = InputFiles.MakeArgument(
            "FILES", "Two files, SOURCE and TARGET, line for line; or JSON lines with both, by default from standard input.", ArgumentArity.ZeroOrMore);
        var model = RunOptions.CreateModels();
        var corpus = new Option<bool>("--corpus") { Description = "One line for the whole corpus in place of one for each pair: log-probability, tokens, perplexity." };
        var output = new OutputOptions();
        var settings = new SearchOptions();
        var input = new InputOptions();
        var device = Devices.MakeOption();
        var command = new Command("score", "Scores given translations: log-probability and perplexity of each line.") { files, model, corpus };
        output.AddTo(command);
        settings.AddSettingsTo(command);
        input.AddTo(command);
        command.Add(device);
        command.SetAction(parsed =>
        {
            string[] paths = parsed.GetValue(files) ?? [];
            InputFiles.ThrowIfMissing(paths);
            var plan = output.Read(parsed, nBest: null) with { IsOfGivenText = true };
            var pairs = input.OpenPairs(parsed, paths, streams);
            using var log = MessageLog.Create(streams.Error);
            TensorThreads.Use(0);
            using var trained = settings.Named(parsed, () => LoadedModels.Load(
                parsed.GetRequiredValue(model), settings.Overrides(parsed), Devices.Resolve(parsed.GetRequiredValue(device), log)));
            var config = trained.Search;
            var loop = new ScoringLoop(
                new PairScorer(trained.Tokenizer, trained.Scorer, config, plan.NeedsAttention), trained.Tokenizer.Vocabulary, config, log);
            using var sink = new ResultSink(plan, streams.Out);
            var total = new CorpusScore();
            bool isWhole = parsed.GetValue(corpus);
            loop.Run(new InputWindows(pairs, config.BatchSentences, input.MaxLatency(parsed)), line =>
            {
                total.Add(line);
                if (!isWhole)
                {
                    sink.Write(line);
                }
            });
            if (isWhole)
            {
                sink.WriteOnly(total.Line(plan.Format), pairs.LinesRead);
            }

            log.Information("{Summary:l}", total.Sentence);
            sink.Complete(pairs.LinesRead);
            return ExitCodes.Success;
        });
        return command;
    }
}
