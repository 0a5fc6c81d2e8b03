using Nmt.Model.Checkpoints;
using Nmt.Runs.Checkpoints;
using Nmt.TestKit;
using TorchSharp;

namespace Nmt.Model.Tests.Checkpoints;

public sealed class TensorFileTests : IDisposable
{
    private static readonly Dictionary<string, string> NoMetadata = [];

    private readonly TemporaryFolder _folder = new();
    private readonly IDisposable _scope = torch.NewDisposeScope();

    private string FilePath => _folder.Of("x.safetensors");

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Saved_file_contains_the_values_row_by_row()
    {
        var matrix = torch.tensor(new[] { 1f, -2f, 3f, 4f, 5f, 6f }).reshape(2, 3);

        // The transposed tensor shares the memory of the matrix, where its rows are not contiguous.
        TensorFile.Save(FilePath, [("m", matrix), ("t", matrix.transpose(0, 1))], NoMetadata);

        using var reader = SafeTensorsReader.Open(FilePath);
        Assert.Equal([1f, -2f, 3f, 4f, 5f, 6f], Floats(reader.ReadBytes("m")));
        Assert.Equal([1f, 4f, -2f, 5f, 3f, 6f], Floats(reader.ReadBytes("t")));
        Assert.Equal([3L, 2L], reader.Tensors.Single(tensor => tensor.Name == "t").Shape);
    }

    [Fact]
    public void Tensors_come_back_with_name_type_shape_and_values()
    {
        var floats = torch.tensor(new[] { 0.1f, float.NaN, float.NegativeInfinity, -0f });
        (string Name, torch.Tensor Tensor)[] saved =
        [
            ("float32", floats),
            ("float64", torch.tensor(new[] { Math.PI, 1e-300 })),
            ("int64", torch.tensor(new[] { long.MinValue, 5L, long.MaxValue }).reshape(3, 1)),
            ("bool", torch.tensor(new[] { true, false, true })),
            ("float16", floats.to_type(torch.ScalarType.Float16)),
            ("bfloat16", floats.to_type(torch.ScalarType.BFloat16)),
            ("uint8", torch.tensor(new[] { 0L, 200L }).to_type(torch.ScalarType.Byte)),
            ("scalar", torch.tensor(new[] { 7f }).reshape()),
            ("empty", torch.zeros([0, 3])),
        ];

        string checksum = TensorFile.Save(FilePath, saved, NoMetadata);
        var loaded = TensorFile.Read(FilePath).Tensors;

        Assert.Equal(FileChecksum.Sha256(FilePath), checksum);
        Assert.Equal(saved.Select(entry => entry.Name).Order(), loaded.Keys.Order());
        foreach (var (name, tensor) in saved)
        {
            Assert.Equal(tensor.dtype, loaded[name].dtype);
            Assert.Equal(tensor.shape, loaded[name].shape);
            if (tensor.NumberOfElements > 0)
            {
                Assert.Equal(tensor.contiguous().bytes.ToArray(), loaded[name].bytes.ToArray());
            }
        }
    }

    [Fact]
    public void Trainable_tensor_is_saved_and_comes_back_without_gradient()
    {
        var weights = torch.tensor(new[] { 1.5f, 2.5f }).requires_grad_();

        TensorFile.Save(FilePath, [("w", weights)], NoMetadata);

        var loaded = TensorFile.Read(FilePath).Tensors["w"];
        Assert.False(loaded.requires_grad);
        Assert.Equal([1.5f, 2.5f], Floats(loaded.bytes.ToArray()));
    }

    [Fact]
    public void Large_tensor_is_saved_and_loaded_without_a_copy_on_the_managed_heap()
    {
        // Given
        var large = torch.ones(1_000_000);
        long before = GC.GetAllocatedBytesForCurrentThread();

        // When
        TensorFile.Save(FilePath, [("large", large)], NoMetadata);
        TensorFile.Read(FilePath);

        // Then
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public void Loaded_tensors_belong_to_the_scope_of_the_caller()
    {
        TensorFile.Save(FilePath, [("a", torch.zeros([2])), ("b", torch.zeros([3]))], NoMetadata);

        using var scope = torch.NewDisposeScope();
        var loaded = TensorFile.Read(FilePath).Tensors;

        Assert.Equal(2, loaded.Count);
        Assert.Equal(2, scope.DisposablesCount);
    }

    [Fact]
    public void Damaged_file_is_refused_and_leaves_no_tensor_behind()
    {
        TensorFile.Save(FilePath, [("a", torch.zeros([2])), ("b", torch.zeros([3]))], NoMetadata);
        File.WriteAllBytes(FilePath, File.ReadAllBytes(FilePath)[..^1]);

        using var scope = torch.NewDisposeScope();
        var exception = Assert.Throws<CheckpointException>(() => TensorFile.Read(FilePath));

        Assert.StartsWith($"{FilePath}: damaged or not a safetensors file: ", exception.Message, StringComparison.Ordinal);
        Assert.Equal(0, scope.DisposablesCount);
    }

    private static float[] Floats(byte[] bytes) =>
        [.. Enumerable.Range(0, bytes.Length / sizeof(float)).Select(i => BitConverter.ToSingle(bytes, i * sizeof(float)))];
}
