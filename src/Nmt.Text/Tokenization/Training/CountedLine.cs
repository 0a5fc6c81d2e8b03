namespace Nmt.Text.Tokenization.Training;

/// <summary>A line of training text that stands for several equal ones.</summary>
/// <param name="Text">The line.</param>
/// <param name="Count">How many; at least 1.</param>
public readonly record struct CountedLine(string Text, long Count);
