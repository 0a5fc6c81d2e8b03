using System.Security.Cryptography;
using System.Text;
using Nmt.Cpu.Weights;
using Nmt.Runs;
using Nmt.Runs.Checkpoints;

namespace Nmt.Cpu.Files;

/// <summary>How the matrices of a packed model are stored.</summary>
public enum WeightType
{
    /// <summary>8 bits, with a scale per output.</summary>
    Int8,

    /// <summary>16 bits, with the exponent of float32.</summary>
    Bf16,

    /// <summary>As they were trained.</summary>
    Float32,
}

/// <summary>
/// A model in one file that needs nothing else to translate: weights, subword models and config in a safetensors file, whose metadata hold the
/// SHA-256 of all of them.
/// </summary>
internal static class PackedModel
{
    /// <summary>The name of the config.</summary>
    public const string ConfigName = "nmt/config.yaml";

    /// <summary>What comes before the path of a subword file, relative to the run folder.</summary>
    public const string SubwordPrefix = "nmt/subwords/";

    /// <summary>The metadata with the version of this format.</summary>
    public const string VersionKey = "nmt_packed_model";

    /// <summary>The version that is written and read.</summary>
    public const string Version = "1";

    /// <summary>The metadata with the update after which the weights were saved.</summary>
    public const string UpdateKey = "update";

    /// <summary>The metadata with the SHA-256 of all tensors in the order of their names.</summary>
    public const string ChecksumKey = "sha256";

    /// <summary>Writes the best model of a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="type">The type of the matrices.</param>
    /// <param name="path">The file to write or replace.</param>
    /// <exception cref="CheckpointException">When a part of the run is missing or damaged.</exception>
    public static void Write(RunFolder run, WeightType type, string path)
    {
        ArgumentNullException.ThrowIfNull(run);
        run.ThrowIfIncomplete();
        var checkpoint = new CheckpointStore(run.Checkpoints, run.Subwords).OpenBest();
        string file = checkpoint.PathOf(checkpoint.TranslatingFile);
        checkpoint.ThrowIfAltered(checkpoint.TranslatingFile, FileChecksum.Sha256(file));
        using var reader = SafeTensorsReader.Open(file);
        var parts = new SortedDictionary<string, Part>(StringComparer.Ordinal)
        {
            [ConfigName] = Part.Of(File.ReadAllBytes(run.Config)),
        };
        foreach (string subwords in run.SubwordParts)
        {
            parts[SubwordPrefix + Path.GetRelativePath(run.Path, subwords).Replace('\\', '/')] = Part.Of(File.ReadAllBytes(subwords));
        }

        foreach (var info in reader.Tensors)
        {
            Add(parts, info, reader.ReadBytes(info.Name), type);
        }

        var metadata = new Dictionary<string, string>
        {
            ["format"] = "nmt", [VersionKey] = Version, ["type"] = type.ToString().ToLowerInvariant(), [UpdateKey] = $"{checkpoint.Manifest.State.Update}",
            [ChecksumKey] = Checksum(parts.Keys, name => parts[name].Bytes),
        };
        string temporary = path + ".tmp";
        try
        {
            SafeTensorsWriter.Write(
                temporary, [.. parts.Select(part => new SafeTensorsEntry(part.Key, part.Value.Type, part.Value.Shape, part.Value.Bytes))], metadata);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>The SHA-256 of names and bytes.</summary>
    /// <param name="names">The names, in order.</param>
    /// <param name="bytesOf">The bytes of a name.</param>
    public static string Checksum(IEnumerable<string> names, Func<string, ReadOnlySpan<byte>> bytesOf)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(bytesOf);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string name in names)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(name + "\n"));
            hash.AppendData(bytesOf(name));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Add(SortedDictionary<string, Part> parts, SafeTensorsInfo info, byte[] bytes, WeightType type)
    {
        bool isMatrix = info.Shape.Count == 2 && info.Shape.All(size => size > 1) && info.Type == SafeTensorsType.F32;
        if (!isMatrix || type == WeightType.Float32)
        {
            parts[info.Name] = new Part(info.Type, info.Shape, bytes);
            return;
        }

        var (outputs, inputs) = (checked((int)info.Shape[0]), checked((int)info.Shape[1]));
        float[] values = new float[bytes.Length / sizeof(float)];
        Buffer.BlockCopy(bytes, 0, values, 0, bytes.Length);
        if (type == WeightType.Bf16)
        {
            ushort[] rounded = Array.ConvertAll(values, Bf16Matrix.Round);
            byte[] halves = new byte[rounded.Length * sizeof(ushort)];
            Buffer.BlockCopy(rounded, 0, halves, 0, halves.Length);
            parts[info.Name] = new Part(SafeTensorsType.BF16, info.Shape, halves);
            return;
        }

        var (packed, factors) = Int8Matrix.Pack((row, target) => values.AsSpan(row * inputs, inputs).CopyTo(target), outputs, inputs);
        parts[info.Name] = new Part(SafeTensorsType.I8, [packed.Length], Bytes(packed));
        parts[info.Name + MappedTensors.ScalesEnd] = new Part(SafeTensorsType.F32, [factors.Scales.Length], Bytes(factors.Scales));
        parts[info.Name + MappedTensors.OffsetsEnd] = new Part(SafeTensorsType.I32, [factors.Offsets.Length], Bytes(factors.Offsets));
    }

    private static byte[] Bytes(Array values)
    {
        byte[] bytes = new byte[Buffer.ByteLength(values)];
        Buffer.BlockCopy(values, 0, bytes, 0, bytes.Length);
        return bytes;
    }

    private sealed record Part(SafeTensorsType Type, IReadOnlyList<long> Shape, byte[] Bytes)
    {
        public static Part Of(byte[] bytes) => new(SafeTensorsType.U8, [bytes.Length], bytes);
    }
}
