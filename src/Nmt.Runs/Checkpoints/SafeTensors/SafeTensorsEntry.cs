namespace Nmt.Runs.Checkpoints.SafeTensors;

/// <summary>A tensor to be written: what it is, and where its bytes come from when its turn comes.</summary>
public sealed class SafeTensorsEntry
{
    /// <summary>An entry whose bytes are asked for only while they are written, so that no second copy of them is in memory.</summary>
    /// <param name="info">What the tensor is.</param>
    /// <param name="writeTo">Gives the elements in row-major order, little-endian, in one piece or several.</param>
    public SafeTensorsEntry(SafeTensorsInfo info, Action<ByteSink> writeTo)
    {
        ArgumentNullException.ThrowIfNull(info);
        ArgumentNullException.ThrowIfNull(writeTo);
        Info = info;
        WriteTo = writeTo;
    }

    /// <summary>An entry whose bytes are there already.</summary>
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

    /// <summary>Gives the elements in row-major order, little-endian, in one piece or several.</summary>
    public Action<ByteSink> WriteTo { get; }
}
