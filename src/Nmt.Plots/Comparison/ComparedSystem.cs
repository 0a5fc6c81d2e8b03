namespace Nmt.Plots;

/// <summary>A system of a comparison.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Scores">Its scores as they are to be read, one a metric.</param>
/// <param name="Better">Sentences that score higher than the first system's.</param>
/// <param name="Worse">Sentences that score lower than the first system's.</param>
public sealed record ComparedSystem(string Name, IReadOnlyList<string> Scores, int Better, int Worse);
