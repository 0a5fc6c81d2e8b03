namespace TorchSharp;

public static partial class torch
{
    /// <summary>Until disposed, this thread's operations are not recorded.</summary>
    public static IDisposable no_grad() => new GradModeGuard(false);

    /// <summary>Until disposed, this thread's operations are recorded.</summary>
    public static IDisposable enable_grad(bool enabled = true) => new GradModeGuard(enabled);

    /// <summary>Until disposed, this thread's operations are recorded, or not.</summary>
    public static IDisposable set_grad_enabled(bool mode = true) => new GradModeGuard(mode);

    /// <summary>Whether this thread's operations are recorded.</summary>
    public static bool is_grad_enabled() => Native.nmt_grad_mode_get() != 0;

    /// <summary>Until disposed, this thread makes tensors that can never take part in a backward pass.</summary>
    public static IDisposable inference_mode(bool mode = true) => new InferenceModeGuard(mode);

    /// <summary>Whether this thread is in inference mode.</summary>
    public static bool is_inference_mode_enabled() => Native.nmt_inference_mode_get() != 0;
}
