using static TorchSharp.torch;

namespace LibTorch.Tests.NN;

/// <summary>Float64 tensors of seeded numbers in [-1, 1), independent of libtorch's own random numbers.</summary>
internal static class Drawn
{
    internal static Tensor Tensor(int seed, params long[] shape)
    {
        var random = new Random(seed);
        var values = new double[shape.Aggregate(1L, (product, size) => product * size)];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (random.NextDouble() * 2) - 1;
        }

        return tensor(values, shape);
    }

    /// <summary>Gives every parameter of a Float64 module drawn values.</summary>
    internal static T Fill<T>(T module, int seed = 1)
        where T : nn.Module
    {
        foreach (var (key, parameter) in module.state_dict())
        {
            using var noGrad = no_grad();
            using var values = Tensor(seed++, parameter.shape);
            parameter.copy_(values);
            Assert.NotEmpty(key);
        }

        return module;
    }

    internal static double[] Values(Tensor tensor)
    {
        using var dense = tensor.detach().contiguous();
        return dense.data<double>().ToArray();
    }
}
