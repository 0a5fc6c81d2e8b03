using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;

namespace Nmt.Runs.Checkpoints;

/// <summary>
/// Writes safetensors files (https://huggingface.co/docs/safetensors): the length of the header in 8 bytes, little-endian; the
/// header, JSON padded with spaces; the bytes of all tensors without gaps. Implemented here because no package handles the format
/// without the tensor library, checks untrusted files before it allocates memory, and hashes what it writes.
/// </summary>
public static class SafeTensorsWriter
{
    // The format's alignment: data begins at a multiple of 8, and because large elements come first every tensor is aligned.
    private const int Alignment = 8;

    /// <summary>Writes or replaces a file and flushes it to disk.</summary>
    /// <param name="path">The file.</param>
    /// <param name="entries">The tensors; those with larger elements are written first, otherwise the order is kept.</param>
    /// <param name="metadata">The metadata of the file.</param>
    /// <returns>The file's SHA-256 in 64 lower-case hexadecimal digits, computed during writing.</returns>
    /// <exception cref="ArgumentException">When two tensors have the same name or an entry's bytes do not match its shape.</exception>
    public static string Write(
        string path, IReadOnlyList<SafeTensorsEntry> entries, IReadOnlyDictionary<string, string> metadata)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentNullException.ThrowIfNull(metadata);
        var ordered = entries.OrderByDescending(entry => entry.Info.Type.Size()).ToList();
        byte[] header = Header(ordered, metadata);

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None);
        long written = 0;
        Append(header);
        foreach (var entry in ordered)
        {
            long begin = written;
            entry.WriteTo(Append);
            if (written - begin != entry.Info.ByteLength)
            {
                throw new ArgumentException(
                    $"tensor {entry.Info.Name} has {written - begin} bytes, but its shape needs {entry.Info.ByteLength}", nameof(entries));
            }
        }

        file.Flush(flushToDisk: true);
        return Convert.ToHexStringLower(hash.GetHashAndReset());

        void Append(ReadOnlySpan<byte> bytes)
        {
            hash.AppendData(bytes);
            file.Write(bytes);
            written += bytes.Length;
        }
    }

    private static byte[] Header(List<SafeTensorsEntry> entries, IReadOnlyDictionary<string, string> metadata)
    {
        using var buffer = new MemoryStream();
        buffer.Write(stackalloc byte[sizeof(ulong)]);
        using (var json = new Utf8JsonWriter(buffer))
        {
            WriteHeader(json, entries, metadata);
        }

        while (buffer.Length % Alignment != 0)
        {
            buffer.WriteByte((byte)' ');
        }

        byte[] header = buffer.ToArray();
        BinaryPrimitives.WriteUInt64LittleEndian(header, (ulong)(header.Length - sizeof(ulong)));
        return header;
    }

    private static void WriteHeader(
        Utf8JsonWriter json, List<SafeTensorsEntry> entries, IReadOnlyDictionary<string, string> metadata)
    {
        json.WriteStartObject();
        if (metadata.Count > 0)
        {
            json.WriteStartObject(SafeTensorsHeader.MetadataKey);
            foreach (var (key, value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                json.WriteString(key, value);
            }

            json.WriteEndObject();
        }

        var names = new HashSet<string>(StringComparer.Ordinal) { SafeTensorsHeader.MetadataKey };
        long offset = 0L;
        foreach (var info in entries.Select(entry => entry.Info))
        {
            if (!names.Add(info.Name))
            {
                throw new ArgumentException($"the name {info.Name} is used twice or reserved", nameof(entries));
            }

            json.WriteStartObject(info.Name);
            json.WriteString("dtype", info.Type.Name());
            WriteNumbers(json, "shape", info.Shape);
            WriteNumbers(json, "data_offsets", [offset, checked(offset + info.ByteLength)]);
            json.WriteEndObject();
            offset += info.ByteLength;
        }

        json.WriteEndObject();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string key, IReadOnlyList<long> numbers)
    {
        json.WriteStartArray(key);
        foreach (long number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }
}

/// <summary>A tensor to write: its description and the source of its bytes.</summary>
public sealed class SafeTensorsEntry
{
    /// <summary>Creates an entry whose bytes are requested only during writing, so that memory holds no second copy of them.</summary>
    /// <param name="info">The description of the tensor.</param>
    /// <param name="writeTo">Writes the elements in row-major order, little-endian, in one or more chunks.</param>
    public SafeTensorsEntry(SafeTensorsInfo info, Action<ByteSink> writeTo)
    {
        ArgumentNullException.ThrowIfNull(info);
        ArgumentNullException.ThrowIfNull(writeTo);
        Info = info;
        WriteTo = writeTo;
    }

    /// <summary>Creates an entry whose bytes are in memory.</summary>
    /// <param name="name">The tensor's name, unique in a file.</param>
    /// <param name="type">The type of the elements.</param>
    /// <param name="shape">The sizes; empty for a scalar.</param>
    /// <param name="bytes">The elements in row-major order, little-endian.</param>
    public SafeTensorsEntry(string name, SafeTensorsType type, IReadOnlyList<long> shape, ReadOnlyMemory<byte> bytes)
        : this(new SafeTensorsInfo(name, type, shape), sink => sink(bytes.Span))
    {
    }

    /// <summary>The description of the tensor.</summary>
    public SafeTensorsInfo Info { get; }

    /// <summary>Writes the elements in row-major order, little-endian, in one or more chunks.</summary>
    public Action<ByteSink> WriteTo { get; }
}

/// <summary>Receives bytes that are valid only during the call.</summary>
public delegate void ByteSink(ReadOnlySpan<byte> bytes);
