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
            "Validation at update {Update} (epoch {Epoch:F2}): {Figures:l}{Best:l}",
            result.Update, result.Epoch, result.Figures, result.IsBest ? " (best)" : "");
        foreach (var (index, sample) in report.Samples.Index())
        {
            log.Write(
                index == 0 ? Serilog.Events.LogEventLevel.Information : Serilog.Events.LogEventLevel.Debug,
                "Sentence {Number}: {Source:l} => {Hypothesis:l} (reference: {Reference:l})",
                sample.Number, sample.Source, sample.Hypothesis, sample.Reference);
        }
    }
}
