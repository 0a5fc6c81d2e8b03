using static TorchSharp.torch;

namespace Nmt.Model.Tests;

/// <summary>Weights large enough for every part to matter, fixed by a seed.</summary>
internal static class FirstWeights
{
    public static T WithWeights<T>(this T module, int seed = 1)
        where T : nn.Module
    {
        using var generator = new Generator((ulong)seed);
        new WeightInitializer(0.5, 0.5, generator).Initialize(module);
        return module;
    }
}
