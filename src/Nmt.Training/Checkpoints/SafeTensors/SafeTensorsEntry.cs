namespace Nmt.Training.Checkpoints;

/// <summary>A tensor to be written: what it is, and where its bytes come from when its turn comes.</summary>
public sealed class SafeTensorsEntry
{
    /// <summary>An entry whose bytes are fetched only while they are written, so that one tensor at a time is in memory.</summary>
    /// <param name="info">What the tensor is.</param>
    /// <param name="fetch">Gives the elements in row-major order, little-endian.</param>
    public SafeTensorsEntry(SafeTensorsInfo info, Func<ReadOnlyMemory<byte>> fetch)
    {
        ArgumentNullException.ThrowIfNull(info);
        ArgumentNullException.ThrowIfNull(fetch);
        Info = info;
        Fetch = fetch;
    }

    /// <summary>An entry whose bytes are there already.</summary>
    /// <param name="name">The tensor's name, unique in a file.</param>
    /// <param name="type">The type of the elements.</param>
    /// <param name="shape">The sizes; none for a single number.</param>
    /// <param name="bytes">The elements in row-major order, little-endian.</param>
    public SafeTensorsEntry(string name, SafeTensorsType type, IReadOnlyList<long> shape, ReadOnlyMemory<byte> bytes)
        : this(new SafeTensorsInfo(name, type, shape), () => bytes)
    {
    }

    /// <summary>What the tensor is.</summary>
    public SafeTensorsInfo Info { get; }

    /// <summary>Gives the elements in row-major order, little-endian.</summary>
    public Func<ReadOnlyMemory<byte>> Fetch { get; }
}
