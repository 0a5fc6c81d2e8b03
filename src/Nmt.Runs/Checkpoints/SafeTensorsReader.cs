using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Nmt.Runs.Checkpoints;

/// <summary>
/// Reads safetensors files. The whole header is checked when a file is opened, and every size against the file's length before
/// anything is allocated; the bytes of a tensor are read when they are asked for.
/// </summary>
public sealed class SafeTensorsReader : IDisposable
{
    // The limit of the format's reference implementation.
    private const long MaxHeaderLength = 100_000_000;

    private readonly string _path;
    private readonly SafeFileHandle _file;
    private readonly SafeTensorsHeader _header;

    private SafeTensorsReader(string path, SafeFileHandle file, SafeTensorsHeader header, byte[] headerBytes)
    {
        _path = path;
        _file = file;
        _header = header;
        HeaderBytes = headerBytes;
        Tensors = [.. header.Slices.Values.OrderBy(slice => slice.Begin).Select(slice => slice.Info)];
    }

    /// <summary>What the file holds, in the order of the data.</summary>
    public IReadOnlyList<SafeTensorsInfo> Tensors { get; }

    /// <summary>What precedes the data, the header's length included; with the tensors in their order it is the whole file.</summary>
    public byte[] HeaderBytes { get; }

    /// <summary>Text kept with the tensors.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _header.Metadata;

    /// <summary>Opens a file and checks its header.</summary>
    /// <param name="path">The file.</param>
    /// <returns>A reader, which holds the file open until it is disposed.</returns>
    /// <exception cref="CheckpointException">When there is no such file, or it is not a whole safetensors file.</exception>
    public static SafeTensorsReader Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        SafeFileHandle? file = null;
        try
        {
            file = File.OpenHandle(path);
            var (header, bytes) = ReadHeader(file);
            return new SafeTensorsReader(path, file, header, bytes);
        }
        catch (Exception exception) when (exception is FormatException or IOException or UnauthorizedAccessException)
        {
            file?.Dispose();
            string fault = exception is FormatException ? "damaged or not a safetensors file" : "cannot be read";
            throw new CheckpointException($"{path}: {fault}: {exception.Message}", exception) { IsDamage = true };
        }
    }

    /// <summary>Reads a tensor's bytes.</summary>
    /// <param name="name">The tensor.</param>
    /// <returns>The elements in row-major order, little-endian.</returns>
    /// <exception cref="CheckpointException">When the file has no such tensor or ends before it does.</exception>
    public byte[] ReadBytes(string name)
    {
        var info = Find(name).Info;
        if (info.ByteLength > Array.MaxLength)
        {
            throw new CheckpointException($"{_path}: tensor {name} has {info.ByteLength} bytes, too many for one array");
        }

        byte[] bytes = new byte[info.ByteLength];
        Read(name, bytes);
        return bytes;
    }

    /// <summary>Reads a tensor's bytes into memory of the caller.</summary>
    /// <param name="name">The tensor.</param>
    /// <param name="destination">As many bytes as the tensor has.</param>
    /// <exception cref="CheckpointException">When the file has no such tensor or ends before it does.</exception>
    /// <exception cref="ArgumentException">When the destination has another length.</exception>
    public void Read(string name, Span<byte> destination)
    {
        var slice = Find(name);
        if (destination.Length != slice.Info.ByteLength)
        {
            throw new ArgumentException(
                $"tensor {name} has {slice.Info.ByteLength} bytes, the destination {destination.Length}", nameof(destination));
        }

        try
        {
            ReadFully(_file, destination, HeaderBytes.Length + slice.Begin);
        }
        catch (Exception exception) when (exception is FormatException or IOException)
        {
            throw new CheckpointException($"{_path}: tensor {name} cannot be read: {exception.Message}", exception) { IsDamage = true };
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _file.Dispose();

    private SafeTensorsSlice Find(string name) =>
        _header.Slices.TryGetValue(name, out var slice) ? slice : throw new CheckpointException($"{_path}: has no tensor {name}");

    private static (SafeTensorsHeader Header, byte[] Bytes) ReadHeader(SafeFileHandle file)
    {
        long fileLength = RandomAccess.GetLength(file);
        if (fileLength < sizeof(ulong))
        {
            throw new FormatException($"it has {fileLength} bytes, fewer than the {sizeof(ulong)} of the header's length");
        }

        Span<byte> lengthBytes = stackalloc byte[sizeof(ulong)];
        ReadFully(file, lengthBytes, 0);
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(lengthBytes);
        if (length > MaxHeaderLength)
        {
            throw new FormatException($"the header's length is given as {length} bytes, over the limit of {MaxHeaderLength}");
        }

        long dataBegin = sizeof(ulong) + (long)length;
        if (dataBegin > fileLength)
        {
            throw new FormatException($"the header would end at byte {dataBegin}, the file ends at {fileLength}");
        }

        byte[] bytes = new byte[dataBegin];
        ReadFully(file, bytes, 0);
        return (SafeTensorsHeader.Parse(bytes.AsSpan(sizeof(ulong)), fileLength - dataBegin), bytes);
    }

    private static void ReadFully(SafeFileHandle file, Span<byte> destination, long offset)
    {
        while (!destination.IsEmpty)
        {
            int count = RandomAccess.Read(file, destination, offset);
            if (count == 0)
            {
                throw new FormatException("the file ended early");
            }

            destination = destination[count..];
            offset += count;
        }
    }
}
