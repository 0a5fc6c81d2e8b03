using System.Runtime.CompilerServices;

namespace TorchSharp;

/// <summary>How C# types and element types correspond.</summary>
internal static class ScalarTypes
{
    /// <summary>The element type that holds a <typeparamref name="T"/>, or null.</summary>
    internal static torch.ScalarType? Of<T>()
    {
        if (typeof(T) == typeof(float))
        {
            return torch.ScalarType.Float32;
        }

        if (typeof(T) == typeof(long))
        {
            return torch.ScalarType.Int64;
        }

        if (typeof(T) == typeof(double))
        {
            return torch.ScalarType.Float64;
        }

        if (typeof(T) == typeof(int))
        {
            return torch.ScalarType.Int32;
        }

        if (typeof(T) == typeof(bool))
        {
            return torch.ScalarType.Bool;
        }

        if (typeof(T) == typeof(byte))
        {
            return torch.ScalarType.Byte;
        }

        if (typeof(T) == typeof(sbyte))
        {
            return torch.ScalarType.Int8;
        }

        if (typeof(T) == typeof(short))
        {
            return torch.ScalarType.Int16;
        }

        return typeof(T) == typeof(Half) ? torch.ScalarType.Float16 : null;
    }

    /// <summary>Throws unless elements of <paramref name="dtype"/> can be read as <typeparamref name="T"/>.</summary>
    internal static void Check<T>(torch.ScalarType dtype, [CallerMemberName] string member = "")
    {
        if (Of<T>() != dtype)
        {
            throw new ArgumentException($"{member}<{typeof(T).Name}>: the tensor's elements are of type {dtype}.");
        }
    }
}
