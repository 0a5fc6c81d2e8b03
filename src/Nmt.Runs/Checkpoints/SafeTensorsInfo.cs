namespace Nmt.Runs.Checkpoints;

/// <summary>The description of a tensor in a safetensors file.</summary>
public sealed class SafeTensorsInfo
{
    /// <summary>Describes a tensor.</summary>
    /// <param name="name">Its name, unique in a file.</param>
    /// <param name="type">The type of its elements.</param>
    /// <param name="shape">Its sizes; empty for a scalar.</param>
    /// <exception cref="OverflowException">When the number of bytes does not fit into 64 bits.</exception>
    /// <exception cref="ArgumentException">When a size is negative.</exception>
    public SafeTensorsInfo(string name, SafeTensorsType type, IReadOnlyList<long> shape)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(shape);
        if (shape.Any(size => size < 0))
        {
            throw new ArgumentException($"tensor {name} has a negative size: [{string.Join(", ", shape)}]", nameof(shape));
        }

        Name = name;
        Type = type;
        Shape = shape;
        ByteLength = shape.Aggregate((long)type.Size(), (product, size) => checked(product * size));
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The type of the elements.</summary>
    public SafeTensorsType Type { get; }

    /// <summary>The sizes; empty for a scalar.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>Number of bytes of all elements.</summary>
    public long ByteLength { get; }
}

/// <summary>Supported element types of a safetensors file; the format spells them in capitals.</summary>
public enum SafeTensorsType
{
    /// <summary>64-bit floating point, <c>F64</c>.</summary>
    F64,

    /// <summary>32-bit floating point, <c>F32</c>.</summary>
    F32,

    /// <summary>IEEE 754 16-bit floating point, <c>F16</c>.</summary>
    F16,

    /// <summary>16-bit floating point with the exponent range of 32 bits, <c>BF16</c>.</summary>
    BF16,

    /// <summary>64-bit integer, <c>I64</c>.</summary>
    I64,

    /// <summary>32-bit integer, <c>I32</c>.</summary>
    I32,

    /// <summary>16-bit integer, <c>I16</c>.</summary>
    I16,

    /// <summary>8-bit integer, <c>I8</c>.</summary>
    I8,

    /// <summary>8-bit unsigned integer, <c>U8</c>.</summary>
    U8,

    /// <summary>One-byte Boolean, <c>BOOL</c>.</summary>
    Bool,
}

/// <summary>Names and sizes of <see cref="SafeTensorsType"/>.</summary>
internal static class SafeTensorsTypes
{
    public static int Size(this SafeTensorsType type) => type switch
    {
        SafeTensorsType.F64 or SafeTensorsType.I64 => 8,
        SafeTensorsType.F32 or SafeTensorsType.I32 => 4,
        SafeTensorsType.F16 or SafeTensorsType.BF16 or SafeTensorsType.I16 => 2,
        SafeTensorsType.I8 or SafeTensorsType.U8 or SafeTensorsType.Bool => 1,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "not a safetensors type"),
    };

    public static string Name(this SafeTensorsType type) => type == SafeTensorsType.Bool ? "BOOL" : type.ToString();

    public static SafeTensorsType? Parse(string name)
    {
        foreach (var type in Enum.GetValues<SafeTensorsType>())
        {
            if (type.Name() == name)
            {
                return type;
            }
        }

        return null;
    }
}
