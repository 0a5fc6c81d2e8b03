using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>One place of an index expression on its way to native code.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct IndexArgument
{
    internal readonly long Kind;
    internal readonly long Start;
    internal readonly long Stop;
    internal readonly long Step;
    internal readonly IntPtr Tensor;

    internal IndexArgument(long kind, long start, long stop, long step, IntPtr tensor)
    {
        Kind = kind;
        Start = start;
        Stop = stop;
        Step = step;
        Tensor = tensor;
    }
}
