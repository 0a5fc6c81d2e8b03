using System.Buffers.Binary;
using System.Text;

namespace Nmt.Runs.Tests.Checkpoints;

/// <summary>Builds safetensors files by hand, so that reader and writer are not tested only against each other.</summary>
internal static class SafeTensorsBytes
{
    public static byte[] From(string header, params byte[] data)
    {
        byte[] json = Encoding.UTF8.GetBytes(header);
        return WithHeaderLength((ulong)json.Length, [.. json, .. data]);
    }

    public static byte[] WithHeaderLength(ulong length, params byte[] rest)
    {
        byte[] file = new byte[8 + rest.Length];
        BinaryPrimitives.WriteUInt64LittleEndian(file, length);
        rest.CopyTo(file, 8);
        return file;
    }
}
