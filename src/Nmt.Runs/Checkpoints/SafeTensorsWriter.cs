using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;

namespace Nmt.Runs.Checkpoints;

/// <summary>
/// Writes safetensors files (https://huggingface.co/docs/safetensors): the length of the header in 8 bytes, little-endian; the
/// header, JSON padded with spaces; the bytes of all tensors without gaps. Our own code, as no package reads and writes the format
/// without the tensor library, checks a file that somebody handed over before it allocates, and hashes what it writes.
/// </summary>
public static class SafeTensorsWriter
{
    // The format's own alignment: data begins at a multiple of 8, and as large elements come first each tensor is aligned.
    private const int Alignment = 8;

    /// <summary>Writes a file, replacing one of the same name, and flushes it to the disk.</summary>
    /// <param name="path">The file.</param>
    /// <param name="entries">The tensors; those of larger elements are written first, otherwise the order is kept.</param>
    /// <param name="metadata">Text to keep with them.</param>
    /// <returns>The file's SHA-256 in 64 lower-case hexadecimal digits, computed of what was written and not read back.</returns>
    /// <exception cref="ArgumentException">When two tensors have one name or an entry's bytes do not fit its shape.</exception>
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
                    $"tensor {entry.Info.Name} has {written - begin} bytes, its shape needs {entry.Info.ByteLength}", nameof(entries));
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
                throw new ArgumentException($"the name {info.Name} is taken twice or reserved", nameof(entries));
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

/// <summary>A tensor to be written: what it is, and where its bytes come from when they are written.</summary>
public sealed class SafeTensorsEntry
{
    /// <summary>An entry whose bytes are requested only while they are written, so that no second copy of them is in memory.</summary>
    /// <param name="info">What the tensor is.</param>
    /// <param name="writeTo">Writes the elements in row-major order, little-endian, in one piece or several.</param>
    public SafeTensorsEntry(SafeTensorsInfo info, Action<ByteSink> writeTo)
    {
        ArgumentNullException.ThrowIfNull(info);
        ArgumentNullException.ThrowIfNull(writeTo);
        Info = info;
        WriteTo = writeTo;
    }

    /// <summary>An entry whose bytes are in memory.</summary>
    /// <param name="name">The tensor's name, unique in a file.</param>
    /// <param name="type">The type of the elements.</param>
    /// <param name="shape">The sizes; none for a single number.</param>
    /// <param name="bytes">The elements in row-major order, little-endian.</param>
    public SafeTensorsEntry(string name, SafeTensorsType type, IReadOnlyList<long> shape, ReadOnlyMemory<byte> bytes)
        : this(new SafeTensorsInfo(name, type, shape), sink => sink(bytes.Span))
    {
    }

    /// <summary>What the tensor is.</summary>
    public SafeTensorsInfo Info { get; }

    /// <summary>Writes the elements in row-major order, little-endian, in one piece or several.</summary>
    public Action<ByteSink> WriteTo { get; }
}

/// <summary>Receives bytes that may be gone after the call, as those of a tensor are.</summary>
public delegate void ByteSink(ReadOnlySpan<byte> bytes);
