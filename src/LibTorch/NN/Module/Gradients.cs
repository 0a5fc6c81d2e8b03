using TorchSharp.Modules;

namespace TorchSharp;

/// <summary>What modules and optimizers do alike with a parameter's gradient.</summary>
internal static class Gradients
{
    /// <summary>Drops a parameter's gradient, or fills it with zero.</summary>
    public static void Clear(Parameter parameter, bool setToNone)
    {
        if (setToNone)
        {
            parameter.grad = null;
            return;
        }

        using var gradient = parameter.grad;
        gradient?.detach_().zero_();
    }
}
