namespace Nmt.Plots.Report;

/// <summary>A curve of a chart.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Points">Its points, from left to right.</param>
/// <param name="IsMarked">Whether each point is drawn, and shown with its figures where the pointer rests.</param>
public sealed record Curve(string Name, IReadOnlyList<CurvePoint> Points, bool IsMarked);
