using System.IO.MemoryMappedFiles;
using Nmt.Cpu.Kernels;
using Nmt.Runs.Checkpoints;

namespace Nmt.Cpu.Weights;

/// <summary>
/// The weights of a safetensors file, mapped into memory: nothing is copied but vectors, and processes that translate with the same model
/// share its pages. A matrix is in float32, in bfloat16, or packed in 8 bits with scales and offsets beside it.
/// </summary>
internal sealed unsafe class MappedTensors : IWeightSource
{
    /// <summary>What comes after the name of packed weights in the name of their scales.</summary>
    public const string ScalesEnd = "#scales";

    /// <summary>What comes after the name of packed weights in the name of their offsets.</summary>
    public const string OffsetsEnd = "#offsets";

    private readonly string _path;
    private readonly Dictionary<string, (SafeTensorsInfo Info, long Offset)> _tensors;
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;
    private bool _isDisposed;

    private MappedTensors(string path, SafeTensorsReader header)
    {
        (_path, Metadata) = (path, header.Metadata);
        _tensors = header.Tensors.ToDictionary(info => info.Name, info => (info, header.OffsetOf(info.Name)), StringComparer.Ordinal);
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, mapName: null, capacity: 0, MemoryMappedFileAccess.Read);
        _view = _file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
        _start += _view.PointerOffset;
    }

    /// <inheritdoc/>
    public void ThrowIfUnused()
    {
        if (_tensors.Keys.FirstOrDefault(name => !_used.Contains(name)) is { } unknown)
        {
            throw new CheckpointException($"{_path}: weight '{unknown}' is unknown to the model: the file belongs to another model configuration");
        }
    }

    /// <summary>Maps a file, after a check of its header against its length.</summary>
    /// <exception cref="CheckpointException">When it is missing, damaged, or empty.</exception>
    public static MappedTensors Open(string path)
    {
        using var header = SafeTensorsReader.Open(path);
        return new MappedTensors(path, header);
    }

    /// <summary>The names of all tensors in their order.</summary>
    public IEnumerable<string> Names => _tensors.Keys.Order(StringComparer.Ordinal);

    /// <summary>The metadata of the file.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Treats tensors as used that are no weights.</summary>
    public void Ignore(IEnumerable<string> names) => _used.UnionWith(names);

    /// <summary>The bytes of a tensor; valid until this is disposed.</summary>
    public ReadOnlySpan<byte> Bytes(string name)
    {
        var (info, offset) = _tensors[name];
        return new ReadOnlySpan<byte>(_start + offset, checked((int)info.ByteLength));
    }

    /// <inheritdoc/>
    public WeightMatrix Matrix(string name, int outputs, int inputs)
    {
        var type = _tensors.TryGetValue(name, out var tensor) ? tensor.Info.Type : SafeTensorsType.F32;
        if (type == SafeTensorsType.I8)
        {
            int length = Int8Matrix.PackedOutputs(outputs);
            float[] scales = new float[length];
            int[] offsets = new int[length];
            new ReadOnlySpan<float>(Find(name + ScalesEnd, SafeTensorsType.F32, length), length).CopyTo(scales);
            new ReadOnlySpan<int>(Find(name + OffsetsEnd, SafeTensorsType.I32, length), length).CopyTo(offsets);
            byte* packed = Find(name, SafeTensorsType.I8, checked((int)Int8Matrix.PackedSize(outputs, inputs)));
            return new Int8Matrix((sbyte*)packed, new Int8Factors(scales, offsets), outputs, inputs);
        }

        return type == SafeTensorsType.BF16
            ? new Bf16Matrix((ushort*)Find(name, type, outputs, inputs), outputs, inputs, inputs)
            : new FloatMatrix(new ConstantView((float*)Find(name, SafeTensorsType.F32, outputs, inputs), 0, outputs, inputs, inputs));
    }

    /// <inheritdoc/>
    public float[] Vector(string name, int length)
    {
        float[] vector = new float[length];
        new ReadOnlySpan<float>(Find(name, SafeTensorsType.F32, length), length).CopyTo(vector);
        return vector;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }

    private byte* Find(string name, SafeTensorsType type, params ReadOnlySpan<int> shape)
    {
        if (!_tensors.TryGetValue(name, out var tensor))
        {
            throw new CheckpointException($"{_path}: weight '{name}' is missing: the file belongs to another model configuration");
        }

        _used.Add(name);
        bool fits = tensor.Info.Type == type && tensor.Info.Shape.Count == shape.Length;
        for (int i = 0; fits && i < shape.Length; i++)
        {
            fits = tensor.Info.Shape[i] == shape[i];
        }

        return fits ? _start + tensor.Offset : throw new CheckpointException(
            $"{_path}: weight '{name}' is {Describe(tensor.Info.Type)} [{string.Join(", ", tensor.Info.Shape)}], but the model's is {Describe(type)} "
            + $"[{string.Join(", ", shape.ToArray())}]: the file belongs to another model configuration");
    }

    /// <summary>As the tensor library spells types.</summary>
    private static string Describe(SafeTensorsType type) => type switch
    {
        SafeTensorsType.F32 => "Float32",
        SafeTensorsType.F64 => "Float64",
        _ => type.ToString(),
    };
}
