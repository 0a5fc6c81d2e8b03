using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>The entry points of libnmttorch (native/shim.h says what they have in common), and their errors.</summary>
internal static unsafe partial class Native
{
    /// <summary>Name of the shared library that is built from native/.</summary>
    internal const string Library = "nmttorch";

    private static readonly ConcurrentDictionary<long, ExceptionDispatchInfo> PendingExceptions = new();
    private static long s_lastExceptionId;

    /// <summary>Keeps an exception that must cross native code.</summary>
    /// <returns>The number (never zero) under which <see cref="LastError"/> finds it.</returns>
    internal static long Keep(Exception exception)
    {
        var id = Interlocked.Increment(ref s_lastExceptionId);
        PendingExceptions[id] = ExceptionDispatchInfo.Capture(exception);
        return id;
    }

    /// <summary>This thread's last native message.</summary>
    /// <remarks>If the error began as an exception of C# code below native code, that exception is rethrown.</remarks>
    internal static string LastError()
    {
        var id = nmt_last_managed_exception();
        if (id != 0 && PendingExceptions.TryRemove(id, out var exception))
        {
            exception.Throw();
        }

        return Marshal.PtrToStringUTF8((IntPtr)nmt_last_error()) ?? "";
    }
}
