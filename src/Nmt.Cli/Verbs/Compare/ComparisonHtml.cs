using System.Globalization;
using Nmt.Plots.Comparison;
using Nmt.Plots.Report;
using Nmt.Runs;

namespace Nmt.Cli.Verbs.Compare;

/// <summary>A comparison as a page with charts.</summary>
internal static class ComparisonHtml
{
    public static void Write(RunComparison comparison, TextWriter output) => RunComparisonPage.Write(
        new RunComparisonView(
            $"Comparison of {comparison.Runs.Count} runs",
            ComparisonTables.Summary(comparison))
        {
            RunNames = [.. comparison.Runs.Select(run => run.Facts.Name)],
            Tables = [.. ComparisonTables.Create(comparison).Select(table => new ViewTable(
                table.Title, [.. table.Columns.Select(column => new ViewColumn(column.Name, column.IsNumber))], table.Rows, table.Notes))],
            Charts =
            [
                ByLength(comparison),
                Validations(comparison, "BLEU of the validation set by update", row => row.Update, row => row.Bleu),
                Validations(comparison, "Perplexity of the validation set by update", row => row.Update, row => row.Perplexity) with { IsLogarithmic = true },
                Validations(comparison, "BLEU of the validation set by minutes of training", row => row.Seconds / 60, row => row.Bleu) with { XName = "minutes" },
            ],
        },
        output);

    private static Chart ByLength(RunComparison comparison) => new(
        $"BLEU of the test set by source length in {comparison.LengthUnit}",
        [.. comparison.Runs.Select(run => new Curve(run.Facts.Name, [.. run.BleuByLength.Select((score, i) => new CurvePoint(i, score))], IsMarked: true))])
    {
        HasShapes = true,
        Categories = [.. comparison.Buckets.Select(bucket => new ChartCategory(
            bucket.Label, string.Create(CultureInfo.InvariantCulture, $"n = {bucket.Lines:N0}")))],
    };

    private static Chart Validations(RunComparison comparison, string title, Func<ValidationRow, double> across, Func<ValidationRow, double?> up) => new(
        title,
        [.. comparison.Runs.Select(run =>
        {
            var curve = new ThinnedCurve();
            foreach (var row in run.Facts.Validations)
            {
                curve.Add(across(row), up(row) ?? double.NaN);
            }

            return new Curve(run.Facts.Name, curve.Points, IsMarked: true);
        })])
    {
        HasShapes = true,
    };
}
