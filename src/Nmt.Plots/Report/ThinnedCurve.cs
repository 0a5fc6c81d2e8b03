namespace Nmt.Plots.Report;

/// <summary>
/// A curve of any length in bounded memory: neighbours are averaged as soon as there are too many points, always as many
/// together, so that the points stay evenly spread.
/// </summary>
/// <param name="maxPoints">Points that are kept at most; even.</param>
public sealed class ThinnedCurve(int maxPoints = ThinnedCurve.DefaultPoints)
{
    /// <summary>As many as a screen is wide; more could not be told apart.</summary>
    public const int DefaultPoints = 2000;

    private readonly List<CurvePoint> _points = [];
    private int _pointsInMean = 1;
    private double _sumX;
    private double _sumY;
    private int _count;

    /// <summary>Adds the next point; one whose value is no number is left out.</summary>
    public void Add(double x, double y)
    {
        if (!double.IsFinite(y))
        {
            return;
        }

        (_sumX, _sumY, _count) = (_sumX + x, _sumY + y, _count + 1);
        if (_count < _pointsInMean)
        {
            return;
        }

        _points.Add(Mean());
        (_sumX, _sumY, _count) = (0, 0, 0);
        if (_points.Count == maxPoints)
        {
            Halve();
        }
    }

    /// <summary>The points so far; the last may be the mean of fewer than the others.</summary>
    public IReadOnlyList<CurvePoint> Points => _count == 0 ? [.. _points] : [.. _points, Mean()];

    private CurvePoint Mean() => new(_sumX / _count, _sumY / _count);

    private void Halve()
    {
        for (int i = 0; i < maxPoints / 2; i++)
        {
            var (first, second) = (_points[2 * i], _points[(2 * i) + 1]);
            _points[i] = new CurvePoint((first.X + second.X) / 2, (first.Y + second.Y) / 2);
        }

        _points.RemoveRange(maxPoints / 2, _points.Count - (maxPoints / 2));
        _pointsInMean *= 2;
    }
}
