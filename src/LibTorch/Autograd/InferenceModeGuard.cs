namespace TorchSharp;

/// <summary>Sets this thread's inference mode and puts the old one back; for one thread only.</summary>
internal sealed class InferenceModeGuard : IDisposable
{
    private IntPtr _handle;

    internal InferenceModeGuard(bool enabled) => _handle = Native.nmt_inference_mode_enter(enabled.Flag());

    /// <inheritdoc />
    public void Dispose()
    {
        if (_handle != IntPtr.Zero)
        {
            Native.nmt_inference_mode_leave(_handle);
            _handle = IntPtr.Zero;
        }
    }
}
