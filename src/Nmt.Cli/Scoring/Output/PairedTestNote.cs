using System.Globalization;
using Nmt.Metrics;

namespace Nmt.Cli.Scoring.Output;

/// <summary>How to read the p-values of a table.</summary>
internal static class PairedTestNote
{
    /// <summary>A few lines for the test that was made.</summary>
    public static string Of(PairedTestOptions test)
    {
        string name = test.Kind == PairedTestKind.Bootstrap ? "bootstrap resampling" : "approximate randomization";
        string draws = test.Kind == PairedTestKind.Bootstrap ? "resamples" : "trials";
        string title = string.Create(CultureInfo.InvariantCulture, $"Paired {name}, {test.SampleCount} {draws}");
        string rule = new('-', title.Length);
        string interval = test.ResampleCount is null ? "" : " - In brackets: the mean of the resamples and half of their 95 % interval.\n";
        return $"""
            {rule}
            {title}
            {rule}
             - Each system is compared with the baseline, the first one.
            {interval} - p: how often a difference as large would come up if both systems were equally good.
             - * marks p of at most 0.05. It speaks of a difference, not of the better system: see the scores.

            """;
    }
}
