namespace Nmt.Runs.Checkpoints.SafeTensors;

/// <summary>Takes bytes that may be gone after the call, as those of a tensor are.</summary>
public delegate void ByteSink(ReadOnlySpan<byte> bytes);
