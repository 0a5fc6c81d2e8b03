namespace Nmt.Plots.Report;

/// <summary>Curves over the same updates.</summary>
/// <param name="Title">What is drawn, with its unit.</param>
/// <param name="Curves">The curves.</param>
public sealed record Chart(string Title, IReadOnlyList<Curve> Curves)
{
    /// <summary>Whether the axis upwards is logarithmic; used only where all values are above 0.</summary>
    public bool IsLogarithmic { get; init; }

    /// <summary>An update that a line marks; none by default.</summary>
    public double? MarkedUpdate { get; init; }
}
