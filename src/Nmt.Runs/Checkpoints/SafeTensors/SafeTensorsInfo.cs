namespace Nmt.Runs.Checkpoints.SafeTensors;

/// <summary>What a safetensors file says of one tensor.</summary>
public sealed class SafeTensorsInfo
{
    /// <summary>Describes a tensor.</summary>
    /// <param name="name">Its name, unique in a file.</param>
    /// <param name="type">The type of its elements.</param>
    /// <param name="shape">Its sizes; none for a single number.</param>
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

    /// <summary>The sizes; none for a single number.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>Number of bytes of all elements.</summary>
    public long ByteLength { get; }
}
