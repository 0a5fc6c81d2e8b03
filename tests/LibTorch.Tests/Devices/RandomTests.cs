using static TorchSharp.torch;

namespace TorchSharp.Tests.Devices;

public sealed class RandomTests
{
    [Fact]
    public void The_same_seed_gives_the_same_numbers()
    {
        using var scope = NewDisposeScope();
        manual_seed(17);
        var first = randn(100);
        Assert.Equal(17, initial_seed());
        manual_seed(17);
        Assert.Equal(first.data<float>().ToArray(), randn(100).data<float>().ToArray());
        manual_seed(18);
        Assert.NotEqual(first.data<float>().ToArray(), randn(100).data<float>().ToArray());
    }

    [Fact]
    public void A_restored_state_continues_the_sequence()
    {
        // Given
        using var scope = NewDisposeScope();
        manual_seed(3);
        rand(10);
        var state = get_rng_state();
        var bytes = state.bytes.ToArray();
        var expected = rand(10).data<float>().ToArray();

        // When: through plain bytes, as a checkpoint does it
        rand(33);
        set_rng_state(tensor(bytes));

        // Then
        Assert.Equal(expected, rand(10).data<float>().ToArray());
    }

    [Fact]
    public void A_generator_of_its_own_leaves_the_default_one_alone()
    {
        using var scope = NewDisposeScope();
        manual_seed(5);
        var expected = rand(4).data<float>().ToArray();
        manual_seed(5);
        using var generator = new Generator(9);
        var own = rand([4], generator: generator).data<float>().ToArray();
        Assert.Equal(expected, rand(4).data<float>().ToArray());
        Assert.Equal(own, rand([4], generator: generator.manual_seed(9)).data<float>().ToArray());
        Assert.NotEqual(own, expected);
        Assert.Equal(DeviceType.CPU, generator.device.type);
    }

    [Fact]
    public void A_damaged_state_is_refused()
    {
        using var scope = NewDisposeScope();
        Assert.ThrowsAny<System.Runtime.InteropServices.ExternalException>(() => set_rng_state(zeros([3], uint8)));
        Assert.Throws<ArgumentNullException>(() => set_rng_state(null!));
    }

    [Fact]
    public void Random_sources_keep_their_ranges_and_moments()
    {
        using var scope = NewDisposeScope();
        manual_seed(11);
        var even = rand([20000], float64);
        Assert.InRange(even.min().item<double>(), 0, 0.01);
        Assert.InRange(even.mean().item<double>(), 0.49, 0.51);
        var normal = empty([20000], float64).normal_(2, 3);
        Assert.InRange(normal.mean().item<double>(), 1.9, 2.1);
        Assert.InRange(normal.std().item<double>(), 2.9, 3.1);
        Assert.InRange(zeros(20000).bernoulli_(0.3).mean().item<float>(), 0.28, 0.32);
        Assert.InRange(empty(20000).uniform_(-2, 2).abs().max().item<float>(), 1.9, 2);
        Assert.Equal(Enumerable.Range(0, 50).Select(i => (long)i), randperm(50).data<long>().ToArray().Order());
        Assert.All(randint(3, 6, [100]).data<long>().ToArray(), value => Assert.InRange(value, 3, 5));
        Assert.Equal(1, tensor(new[] { 0f, 1f, 0f }).multinomial(1).item<long>());
    }
}
