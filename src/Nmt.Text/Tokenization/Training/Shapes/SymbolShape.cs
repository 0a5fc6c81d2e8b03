using Nmt.Text.Characters;

namespace Nmt.Text.Tokenization.Training.Shapes;

/// <summary>What decides whether a text may be joined with its neighbour to one piece.</summary>
/// <param name="Length">Characters.</param>
/// <param name="First">Script of its first character that has one; <see cref="Script.Inherited"/> when none has.</param>
/// <param name="Last">Script of its last character that has one; <see cref="Script.Inherited"/> when none has.</param>
/// <param name="StartsWithBlank">Whether its first character is the blank mark.</param>
/// <param name="EndsWithBlank">Whether its last character is the blank mark.</param>
/// <param name="IsBlank">Whether all its characters are blank marks.</param>
/// <param name="StandsAlone">Whether it may be joined with nothing.</param>
internal readonly record struct SymbolShape(
    int Length, Script First, Script Last, bool StartsWithBlank, bool EndsWithBlank, bool IsBlank, bool StandsAlone);
