using Nmt.Cpu.Weights;
using Nmt.Runs.Checkpoints;
using Nmt.TestKit;

namespace Nmt.Cpu.Tests.Weights;

public sealed class MappedTensorsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Matrices_and_vectors_are_those_of_the_file()
    {
        using var weights = MappedTensors.Open(Write());
        float[] row = new float[3];
        weights.Matrix("matrix", 2, 3).CopyRow(1, row);
        Assert.Equal([4, 5, 6], row);
        Assert.Equal([7, 8], weights.Vector("vector", 2));
        weights.ThrowIfUnused();
    }

    [Fact]
    public void Missing_unknown_and_unfit_weights_are_named()
    {
        using var weights = MappedTensors.Open(Write());
        Assert.EndsWith(
            "weight 'other' is missing: the file belongs to another model configuration",
            Assert.Throws<CheckpointException>(() => weights.Vector("other", 2)).Message, StringComparison.Ordinal);
        Assert.EndsWith(
            "weight 'vector' is Float32 [2], but the model's is Float32 [3]: the file belongs to another model configuration",
            Assert.Throws<CheckpointException>(() => weights.Vector("vector", 3)).Message, StringComparison.Ordinal);
        Assert.EndsWith(
            "weight 'matrix' is unknown to the model: the file belongs to another model configuration",
            Assert.Throws<CheckpointException>(weights.ThrowIfUnused).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_was_cut_is_refused()
    {
        string path = Write();
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^1]);
        Assert.Throws<CheckpointException>(() => MappedTensors.Open(path));
    }

    [Theory]
    [InlineData(1f, 0x3F80)]
    [InlineData(-2.5f, 0xC020)]
    [InlineData(1.00390625f, 0x3F80)]
    [InlineData(1.01171875f, 0x3F82)]
    [InlineData(float.PositiveInfinity, 0x7F80)]
    [InlineData(float.MaxValue, 0x7F80)]
    public void Bfloat16_is_rounded_to_nearest_with_ties_to_even(float value, int expected)
    {
        Assert.Equal(expected, Bf16Matrix.Round(value));
        Assert.True((Bf16Matrix.Round(float.NaN) & 0x7FFF) > 0x7F80);
    }

    private string Write()
    {
        string path = _folder.Of("weights.safetensors");
        float[] matrix = [1, 2, 3, 4, 5, 6];
        float[] vector = [7, 8];
        SafeTensorsWriter.Write(
            path,
            [new("matrix", SafeTensorsType.F32, [2, 3], Bytes(matrix)), new("vector", SafeTensorsType.F32, [2], Bytes(vector))],
            new Dictionary<string, string>());
        return path;
    }

    private static byte[] Bytes(float[] values) => [.. values.SelectMany(BitConverter.GetBytes)];
}
