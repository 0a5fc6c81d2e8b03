namespace Nmt.Runs.Checkpoints.SafeTensors;

/// <summary>A tensor and the place of its first byte, counted from the end of the header.</summary>
internal sealed record SafeTensorsSlice(SafeTensorsInfo Info, long Begin);
