using System.Runtime.CompilerServices;
using TorchSharp;

namespace Nmt.Training.Tests;

internal static class SingleThread
{
    /// <summary>One thread for every test: sums split between threads round differently, and tiny models are faster so.</summary>
    [ModuleInitializer]
    internal static void Set() => torch.set_num_threads(1);
}
