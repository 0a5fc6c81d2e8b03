using TorchSharp;

namespace Nmt.Training.Checkpoints;

/// <summary>What a safetensors file held when it was read.</summary>
/// <param name="Path">The file.</param>
/// <param name="Tensors">The tensors by name, on the CPU.</param>
/// <param name="Metadata">The text kept with them.</param>
/// <param name="Sha256">SHA-256 of the bytes that were read, in 64 lower-case hexadecimal digits.</param>
public sealed record StoredTensors(
    string Path, IReadOnlyDictionary<string, torch.Tensor> Tensors, IReadOnlyDictionary<string, string> Metadata, string Sha256);
