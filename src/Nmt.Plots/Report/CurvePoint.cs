namespace Nmt.Plots.Report;

/// <summary>A point of a curve.</summary>
/// <param name="X">Across, usually updates.</param>
/// <param name="Y">Up.</param>
public readonly record struct CurvePoint(double X, double Y);
