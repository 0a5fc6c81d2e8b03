using System.IO.MemoryMappedFiles;
using Nmt.Cpu.Kernels;
using Nmt.Runs.Checkpoints;

namespace Nmt.Cpu.Weights;

/// <summary>
/// The float32 weights of a safetensors file, mapped into memory: nothing is copied but vectors, and processes that translate with the same
/// model share its pages.
/// </summary>
internal sealed unsafe class MappedTensors : IWeightSource
{
    private readonly string _path;
    private readonly Dictionary<string, (SafeTensorsInfo Info, long Offset)> _tensors;
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;

    private MappedTensors(string path, SafeTensorsReader header)
    {
        _path = path;
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

    /// <inheritdoc/>
    public WeightMatrix Matrix(string name, int outputs, int inputs) =>
        new FloatMatrix(new ConstantView(Find(name, outputs, inputs), 0, outputs, inputs, inputs));

    /// <inheritdoc/>
    public float[] Vector(string name, int length)
    {
        float[] vector = GC.AllocateUninitializedArray<float>(length, pinned: true);
        new ReadOnlySpan<float>(Find(name, length), length).CopyTo(vector);
        return vector;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }

    private float* Find(string name, params ReadOnlySpan<int> shape)
    {
        if (!_tensors.TryGetValue(name, out var tensor))
        {
            throw new CheckpointException($"{_path}: weight '{name}' is missing: the file belongs to another model configuration");
        }

        _used.Add(name);
        bool fits = tensor.Info.Type == SafeTensorsType.F32 && tensor.Info.Shape.Count == shape.Length;
        for (int i = 0; fits && i < shape.Length; i++)
        {
            fits = tensor.Info.Shape[i] == shape[i];
        }

        return fits ? (float*)(_start + tensor.Offset) : throw new CheckpointException(
            $"{_path}: weight '{name}' is {Describe(tensor.Info.Type)} [{string.Join(", ", tensor.Info.Shape)}], but the model's is Float32 "
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
