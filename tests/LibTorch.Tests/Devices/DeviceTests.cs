using static TorchSharp.torch;

namespace TorchSharp.Tests.Devices;

public sealed class DeviceTests
{
    [Theory]
    [InlineData("cpu", DeviceType.CPU, -1, "cpu")]
    [InlineData("cuda", DeviceType.CUDA, -1, "cuda")]
    [InlineData("cuda:1", DeviceType.CUDA, 1, "cuda:1")]
    public void A_description_is_read_and_written(string description, DeviceType type, int index, string text)
    {
        Device device = description;
        Assert.Equal(type, device.type);
        Assert.Equal(index, device.index);
        Assert.Equal(text, device.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("gpu")]
    [InlineData("cuda:")]
    [InlineData("cuda:x")]
    [InlineData("cuda:1:2")]
    public void Something_else_is_refused(string description) => Assert.Throws<ArgumentException>(() => device(description));

    [Fact]
    public void Conversion_changes_type_and_keeps_values()
    {
        using var scope = NewDisposeScope();
        var t = tensor(new[] { 1.5f, -2f });
        Assert.Equal([1L, -2L], t.@long().data<long>().ToArray());
        Assert.Equal(ScalarType.BFloat16, t.to(ScalarType.BFloat16).dtype);
        Assert.Equal([1.5, -2], t.to(float64, CPU).data<double>().ToArray());
        Assert.Equal(DeviceType.CPU, t.cpu().device_type);
        Assert.Equal(ScalarType.Float64, t.to(zeros([1], float64)).dtype);
        var copy = t.to(ScalarType.Float32, copy: true);
        t.zero_();
        Assert.Equal(1.5f, copy[0].item<float>());
    }

    [Fact]
    public void Disposing_after_a_conversion_leaves_the_result_alive_even_where_nothing_changed()
    {
        var t = ones(2);
        using var same = t.to(ScalarType.Float32, disposeAfter: true);
        Assert.True(t.IsInvalid);
        Assert.Equal(2, same.sum().item<float>());
    }

    [Fact]
    public void Factories_make_the_type_that_arguments_ask_for()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(ScalarType.Int64, arange(3).dtype);
        Assert.Equal(ScalarType.Float32, arange(3.0).dtype);
        Assert.Equal(ScalarType.Int32, tensor(new[] { 1 }).dtype);
        Assert.Equal(ScalarType.Bool, tensor(true).dtype);
        Assert.Equal(ScalarType.Float64, zeros_like(ones(2), float64).dtype);
        Assert.True(ones([2], requires_grad: true).requires_grad);
        Assert.Equal([3, 2], tensor(new[,] { { 1f, 2f }, { 3f, 4f }, { 5f, 6f } }).shape);
        Assert.Equal([0.0, 0.5, 1.0], linspace(0, 1, 3, float64).data<double>().ToArray());
        Assert.Equal([7f, 7f], full(2, 7, float32).data<float>().ToArray());
    }

    [Fact]
    public void The_number_of_threads_can_be_set()
    {
        var before = get_num_threads();
        set_num_threads(1);
        Assert.Equal(1, get_num_threads());
        set_num_threads(before);
    }

    [Fact]
    public void Without_a_gpu_cuda_says_no_instead_of_crashing()
    {
        Assert.Equal(cuda.is_available(), cuda.device_count() > 0);
        if (!cuda.is_available())
        {
            Assert.ThrowsAny<Exception>(() => zeros(1).cuda());
            Assert.Throws<InvalidOperationException>(() => InitializeDeviceType(DeviceType.CUDA));
        }
    }
}
