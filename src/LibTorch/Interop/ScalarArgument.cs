using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>A number on its way to native code; kind 0 is absent, 1 an integer, 2 floating, 3 a Boolean.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct ScalarArgument
{
    internal readonly long Kind;
    internal readonly long Bits;

    private ScalarArgument(long kind, long bits)
    {
        Kind = kind;
        Bits = bits;
    }

    internal double AsDouble => Kind == 2 ? BitConverter.Int64BitsToDouble(Bits) : Bits;

    internal long AsInt64 => Kind == 2 ? (long)BitConverter.Int64BitsToDouble(Bits) : Bits;

    public static implicit operator ScalarArgument(long value) => new(1, value);

    public static implicit operator ScalarArgument(double value) => new(2, BitConverter.DoubleToInt64Bits(value));

    public static implicit operator ScalarArgument(bool value) => new(3, value ? 1 : 0);

    public static implicit operator ScalarArgument(Scalar? value) => value is null ? default : value.Argument;
}
