namespace Nmt.Training.Runs;

/// <summary>A part of a model, as its weights' names tell it.</summary>
/// <param name="Name">As in <c>encoder.lstm</c>.</param>
/// <param name="Tensors">Number of weight tensors.</param>
/// <param name="Parameters">Numbers in them.</param>
/// <param name="Bytes">Their size.</param>
public sealed record ModelPart(string Name, int Tensors, long Parameters, long Bytes);
