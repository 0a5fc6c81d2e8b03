using static TorchSharp.torch;

namespace Nmt.Model.Tests;

/// <summary>Finds tensors that a repeated action leaves behind.</summary>
internal static class LiveTensors
{
    /// <summary>Repeats an action, which cleans up after itself, and fails where live tensors grow.</summary>
    public static void AssertSteady(int repetitions, Action action)
    {
        action();
        long before = Tensor.TotalCount;
        for (int i = 0; i < repetitions; i++)
        {
            action();
        }

        Assert.InRange(Tensor.TotalCount, 0, before);
    }
}
