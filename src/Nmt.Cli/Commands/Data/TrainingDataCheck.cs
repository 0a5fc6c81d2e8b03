using Nmt.Data.Checks;
using Nmt.Runs.Config;
using Serilog;

namespace Nmt.Cli.Commands.Data;

/// <summary>The part of <c>nmt data check</c> that <c>nmt train</c> begins with: a corpus with errors is refused at once.</summary>
internal static class TrainingDataCheck
{
    /// <exception cref="Nmt.Text.DataException">When a corpus has errors; its message names all of them.</exception>
    public static void ThrowIfErrors(ExperimentConfig config, ILogger log, CancellationToken cancellation)
    {
        var report = new CorpusCheck(new CheckOptions { ErrorsOnly = true }).Run(CheckedData.From(config).Corpora, cancellation);
        report.ThrowIfErrors();
        log.Information(
            "Data check: no errors in {Corpora}; nmt data check looks for more",
            string.Join(", ", report.Corpora.Select(corpus => $"{corpus.Name} ({corpus.Pairs} pairs)")));
    }
}
