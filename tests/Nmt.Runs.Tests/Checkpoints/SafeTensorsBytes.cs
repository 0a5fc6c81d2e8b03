using System.Buffers.Binary;
using System.Text;

namespace Nmt.Runs.Tests.Checkpoints;

/// <summary>Puts safetensors files together by hand, so that the reader and the writer are not judged by each other.</summary>
internal static class SafeTensorsBytes
{
    public static byte[] Of(string header, params byte[] data)
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
