using Nmt.Plots.Report;
using Nmt.Runs;

namespace Nmt.Cli.Reporting;

/// <summary>The learning curves of a run.</summary>
/// <param name="validations">Its validations.</param>
/// <param name="bestUpdate">The update of the best one.</param>
internal sealed class RunCharts(IReadOnlyList<ValidationRow> validations, long bestUpdate)
{
    /// <summary>Draws them, with what was recorded between the validations.</summary>
    public IReadOnlyList<Chart> Draw(IEnumerable<UpdateRow> updates)
    {
        var (loss, rate, norm, speed) = (new ThinnedCurve(), new ThinnedCurve(), new ThinnedCurve(), new ThinnedCurve());
        foreach (var row in updates)
        {
            loss.Add(row.Update, row.Loss);
            rate.Add(row.Update, row.LearningRate);
            norm.Add(row.Update, row.GradientNorm ?? double.NaN);
            speed.Add(row.Update, row.TokensPerSecond);
        }

        return
        [
            Best("Loss a target token (nats)", new Curve("training", loss.Points, IsMarked: false), Of("validation", row => row.Loss)),
            Best("Perplexity (validation)", Of("perplexity", row => row.Perplexity)) with { IsLogarithmic = true },
            Best("BLEU and chrF (validation)", Of("BLEU", row => row.Bleu), Of("chrF", row => row.Chrf)),
            Best("TER (validation; less is better)", Of("TER", row => row.Ter)),
            new Chart("Learning rate", [new Curve("learning rate", rate.Points, IsMarked: false)]),
            new Chart("Gradient norm before clipping", [new Curve("gradient norm", norm.Points, IsMarked: false)]) { IsLogarithmic = true },
            new Chart("Speed (target tokens a second)", [new Curve("tokens/s", speed.Points, IsMarked: false)]),
        ];
    }

    private Chart Best(string title, params Curve[] curves) =>
        new(title, [.. curves.Where(curve => curve.Points.Count > 0)]) { MarkedUpdate = bestUpdate };

    private Curve Of(string name, Func<ValidationRow, double?> figure)
    {
        var curve = new ThinnedCurve();
        foreach (var row in validations)
        {
            curve.Add(row.Update, figure(row) ?? double.NaN);
        }

        return new Curve(name, curve.Points, IsMarked: true);
    }
}
