using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Nmt.Runs.Checkpoints;

/// <summary>
/// Reads safetensors files. Opening a file checks its whole header, and every size against the file's length before
/// memory is allocated; the bytes of a tensor are read on request.
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

    /// <summary>The tensors in the file, in the order of their data.</summary>
    public IReadOnlyList<SafeTensorsInfo> Tensors { get; }

    /// <summary>The bytes before the data, including the header's length; followed by the tensors in order they make up the whole file.</summary>
    public byte[] HeaderBytes { get; }

    /// <summary>The metadata of the file.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _header.Metadata;

    /// <summary>Opens a file and checks its header.</summary>
    /// <param name="path">The file.</param>
    /// <returns>A reader, which keeps the file open until it is disposed.</returns>
    /// <exception cref="CheckpointException">When the file does not exist or is not a complete safetensors file.</exception>
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

    /// <summary>Where a tensor's bytes begin in the file, for those that map it into memory.</summary>
    /// <exception cref="CheckpointException">When the file does not contain the tensor.</exception>
    public long OffsetOf(string name) => HeaderBytes.Length + Find(name).Begin;

    /// <summary>Reads a tensor's bytes.</summary>
    /// <param name="name">The tensor.</param>
    /// <returns>The elements in row-major order, little-endian.</returns>
    /// <exception cref="CheckpointException">When the file does not contain the tensor or ends before it does.</exception>
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

    /// <summary>Reads a tensor's bytes into the caller's memory.</summary>
    /// <param name="name">The tensor.</param>
    /// <param name="destination">Memory of exactly the tensor's size.</param>
    /// <exception cref="CheckpointException">When the file does not contain the tensor or ends before it does.</exception>
    /// <exception cref="ArgumentException">When the destination has another length.</exception>
    public void Read(string name, Span<byte> destination)
    {
        var slice = Find(name);
        if (destination.Length != slice.Info.ByteLength)
        {
            throw new ArgumentException(
                $"tensor {name} has {slice.Info.ByteLength} bytes, but the destination has {destination.Length}", nameof(destination));
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
        _header.Slices.TryGetValue(name, out var slice) ? slice : throw new CheckpointException($"{_path}: contains no tensor {name}");

    private static (SafeTensorsHeader Header, byte[] Bytes) ReadHeader(SafeFileHandle file)
    {
        long fileLength = RandomAccess.GetLength(file);
        if (fileLength < sizeof(ulong))
        {
            throw new FormatException($"it has {fileLength} bytes, but the header's length alone takes {sizeof(ulong)}");
        }

        Span<byte> lengthBytes = stackalloc byte[sizeof(ulong)];
        ReadFully(file, lengthBytes, 0);
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(lengthBytes);
        if (length > MaxHeaderLength)
        {
            throw new FormatException($"the header claims a length of {length} bytes, over the limit of {MaxHeaderLength}");
        }

        long dataBegin = sizeof(ulong) + (long)length;
        if (dataBegin > fileLength)
        {
            throw new FormatException($"the header would end at byte {dataBegin}, but the file ends at {fileLength}");
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
                throw new FormatException("unexpected end of file");
            }

            destination = destination[count..];
            offset += count;
        }
    }
}
