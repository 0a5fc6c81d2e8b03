using System.Globalization;
using Serilog;

namespace Nmt.Training.Validation;

/// <summary>What the log says of a validation.</summary>
internal static class ValidationMessages
{
    /// <summary>The figures and the first sample for who follows the training; the other samples for the file.</summary>
    public static void Write(ILogger log, ValidationReport report)
    {
        var result = report.Result;
        log.Information(
            "Validation at update {Update} (epoch {Epoch:F2}): loss {Loss:F4}, perplexity {Perplexity:F2}{Translated:l}{Best:l}",
            result.Update, result.Epoch, result.Loss, result.Perplexity,
            Figure("BLEU", result.Bleu) + Figure("chrF", result.Chrf) + Figure("TER", result.Ter), result.IsBest ? " (best)" : "");
        foreach (var (index, sample) in report.Samples.Index())
        {
            log.Write(
                index == 0 ? Serilog.Events.LogEventLevel.Information : Serilog.Events.LogEventLevel.Debug,
                "Sentence {Number}: {Source:l} => {Hypothesis:l} (reference: {Reference:l})",
                sample.Number, sample.Source, sample.Hypothesis, sample.Reference);
        }
    }

    private static string Figure(string name, double? value) =>
        value is { } known ? string.Create(CultureInfo.InvariantCulture, $", {name} {known:F2}") : "";
}
