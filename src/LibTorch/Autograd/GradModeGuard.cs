namespace TorchSharp;

/// <summary>Sets this thread's grad mode and puts the old one back.</summary>
internal sealed class GradModeGuard : IDisposable
{
    private readonly int _before = Native.nmt_grad_mode_get();
    private bool _isLeft;

    internal GradModeGuard(bool enabled) => Native.nmt_grad_mode_set(enabled.Flag());

    /// <inheritdoc />
    public void Dispose()
    {
        if (!_isLeft)
        {
            _isLeft = true;
            Native.nmt_grad_mode_set(_before);
        }
    }
}
