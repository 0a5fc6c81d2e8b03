using System.Security.Cryptography;
using Nmt.Runs.Checkpoints;
using TorchSharp;

namespace Nmt.Model.Checkpoints;

/// <summary>Saves tensors to safetensors files and loads them.</summary>
public static class TensorFile
{
    /// <summary>Writes tensors from any device to a file, one at a time.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="tensors">The tensors and their names, which must be unique.</param>
    /// <param name="metadata">Text to store with them.</param>
    /// <returns>The file's SHA-256 in 64 lower-case hexadecimal digits.</returns>
    public static string Save(
        string path, IEnumerable<(string Name, torch.Tensor Tensor)> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        var entries = new List<SafeTensorsEntry>();
        foreach (var (name, tensor) in tensors)
        {
            var info = new SafeTensorsInfo(name, FileType(tensor.dtype), tensor.shape);
            entries.Add(new SafeTensorsEntry(info, sink => Write(tensor, sink)));
        }

        return SafeTensorsWriter.Write(path, entries, metadata);
    }

    /// <summary>Reads a file of a checkpoint and verifies its checksum.</summary>
    /// <returns>Tensors on the CPU, which belong to the current dispose scope, and the file's metadata and checksum.</returns>
    /// <exception cref="CheckpointException">When the file is missing or damaged.</exception>
    public static StoredTensors Read(CheckpointFolder checkpoint, string file)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        var stored = Read(checkpoint.PathOf(file));
        checkpoint.ThrowIfAltered(file, stored.Sha256);
        return stored;
    }

    /// <summary>Reads a file in one pass, and computes the checksum of the bytes that it reads.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Tensors on the CPU, which belong to the current dispose scope, and the file's metadata and checksum.</returns>
    /// <exception cref="CheckpointException">When the file is missing or damaged.</exception>
    public static StoredTensors Read(string path)
    {
        using var reader = SafeTensorsReader.Open(path);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var scope = torch.NewDisposeScope();
        hash.AppendData(reader.HeaderBytes);
        var tensors = new Dictionary<string, torch.Tensor>(StringComparer.Ordinal);
        // In file order: the tensors cover the data without gaps, so the hash is that of the whole file.
        foreach (var info in reader.Tensors)
        {
            var tensor = torch.zeros([.. info.Shape], dtype: TensorType(info.Type));
            if (info.ByteLength > 0)
            {
                reader.Read(info.Name, tensor.bytes);
                hash.AppendData(tensor.bytes);
            }

            tensors.Add(info.Name, tensor);
        }

        foreach (var tensor in tensors.Values)
        {
            tensor.MoveToOuterDisposeScope();
        }

        return new StoredTensors(path, tensors, reader.Metadata, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private static void Write(torch.Tensor tensor, ByteSink sink)
    {
        if (tensor.NumberOfElements > 0)
        {
            using var scope = torch.NewDisposeScope();
            sink(tensor.detach().cpu().contiguous().bytes);
        }
    }

    private static SafeTensorsType FileType(torch.ScalarType type) => type switch
    {
        torch.ScalarType.Float64 => SafeTensorsType.F64,
        torch.ScalarType.Float32 => SafeTensorsType.F32,
        torch.ScalarType.Float16 => SafeTensorsType.F16,
        torch.ScalarType.BFloat16 => SafeTensorsType.BF16,
        torch.ScalarType.Int64 => SafeTensorsType.I64,
        torch.ScalarType.Int32 => SafeTensorsType.I32,
        torch.ScalarType.Int16 => SafeTensorsType.I16,
        torch.ScalarType.Int8 => SafeTensorsType.I8,
        torch.ScalarType.Byte => SafeTensorsType.U8,
        torch.ScalarType.Bool => SafeTensorsType.Bool,
        _ => throw new ArgumentException($"tensors of type {type} cannot be saved", nameof(type)),
    };

    private static torch.ScalarType TensorType(SafeTensorsType type) => type switch
    {
        SafeTensorsType.F64 => torch.ScalarType.Float64,
        SafeTensorsType.F32 => torch.ScalarType.Float32,
        SafeTensorsType.F16 => torch.ScalarType.Float16,
        SafeTensorsType.BF16 => torch.ScalarType.BFloat16,
        SafeTensorsType.I64 => torch.ScalarType.Int64,
        SafeTensorsType.I32 => torch.ScalarType.Int32,
        SafeTensorsType.I16 => torch.ScalarType.Int16,
        SafeTensorsType.I8 => torch.ScalarType.Int8,
        SafeTensorsType.U8 => torch.ScalarType.Byte,
        SafeTensorsType.Bool => torch.ScalarType.Bool,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "not a safetensors type"),
    };
}

/// <summary>The contents of a safetensors file.</summary>
/// <param name="Path">The file.</param>
/// <param name="Tensors">The tensors by name, on the CPU.</param>
/// <param name="Metadata">The text stored with them.</param>
/// <param name="Sha256">SHA-256 of the bytes that were read, in 64 lower-case hexadecimal digits.</param>
public sealed record StoredTensors(
    string Path, IReadOnlyDictionary<string, torch.Tensor> Tensors, IReadOnlyDictionary<string, string> Metadata, string Sha256);
