namespace Nmt.Training.Runs;

/// <summary>What was found of a checkpoint.</summary>
/// <param name="Name">Its folder.</param>
/// <param name="Update">Updates done; none where the manifest cannot be read.</param>
/// <param name="Score">Of the validation that it follows; none where it follows none.</param>
/// <param name="Bytes">Size of all its files.</param>
/// <param name="IsLatest">Whether training goes on from it.</param>
/// <param name="IsBest">Whether it translates.</param>
/// <param name="Fault">What is wrong with it; none when it is intact.</param>
public sealed record InspectedCheckpoint(
    string Name, long? Update, double? Score, long Bytes, bool IsLatest, bool IsBest, string? Fault);
