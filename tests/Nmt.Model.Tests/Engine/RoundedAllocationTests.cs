using System.Runtime.InteropServices;
using Nmt.Model.Engine;
using static TorchSharp.torch;

namespace Nmt.Model.Tests.Engine;

public sealed partial class RoundedAllocationTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(16, 16)]
    [InlineData(17, 18)]
    [InlineData(1024, 1024)]
    [InlineData(1025, 1152)]
    [InlineData(1152, 1152)]
    [InlineData(1153, 1280)]
    [InlineData(2047, 2048)]
    [InlineData(5_000_000, 5_242_880)]
    public void Sizes_are_rounded_up_to_eight_steps_per_doubling(int bytes, int expected) =>
        Assert.Equal((nuint)expected, RoundedAllocation.Rounded((nuint)bytes));

    [Fact]
    public void Rounding_adds_at_most_an_eighth()
    {
        for (nuint bytes = 1; bytes < 100_000; bytes++)
        {
            nuint rounded = RoundedAllocation.Rounded(bytes);
            Assert.True(rounded >= bytes && (rounded - bytes) * 8 <= bytes, $"{bytes}: {rounded}");
        }
    }

    [Fact]
    public void Tensors_have_blocks_of_rounded_sizes()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        // When
        using var tensor = zeros(5_000_000, ScalarType.Byte);

        // Then
        Assert.InRange(UsableSize(tensor.storage<byte>().data_ptr()), 5_242_880u, 5_242_880u + 4096);
    }

    [LibraryImport("libc", EntryPoint = "malloc_usable_size")]
    private static partial nuint UsableSize(IntPtr block);
}
