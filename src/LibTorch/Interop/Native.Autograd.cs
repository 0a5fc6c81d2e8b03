using System.Runtime.InteropServices;

namespace TorchSharp;

internal static unsafe partial class Native
{
    [LibraryImport(Library)]
    internal static partial int nmt_backward(
        IntPtr* tensors, long count, IntPtr* gradients, long gradientCount,
        int retainGraph, int createGraph, IntPtr* inputs, long inputCount);

    [LibraryImport(Library)]
    internal static partial long nmt_autograd_grad(
        IntPtr* outputs, long count, IntPtr* inputs, long inputCount, IntPtr* gradients,
        long gradientCount, int retainGraph, int createGraph, int allowUnused, IntPtr* result);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_node_new(
        byte* name, IntPtr context, delegate* unmanaged<IntPtr, IntPtr*, long, IntPtr*, long, long> backward,
        delegate* unmanaged<IntPtr, void> release, IntPtr* inputs, long count);

    [LibraryImport(Library)]
    internal static partial void nmt_node_free(IntPtr node);

    [LibraryImport(Library)]
    internal static partial int nmt_node_attach(
        IntPtr node, IntPtr* inputs, long inputCount, IntPtr* outputs, int* differentiable, long count,
        IntPtr* dirty, long dirtyCount, IntPtr* saved, long savedCount, int materialize, IntPtr* result);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_node_address(IntPtr node);

    [LibraryImport(Library)]
    internal static partial long nmt_node_saved(IntPtr node, IntPtr* result, long capacity);
}
