using System.Runtime.InteropServices;

namespace TorchSharp;

internal static unsafe partial class Native
{
    [LibraryImport(Library)]
    internal static partial void nmt_tensor_free(IntPtr tensor);

    [LibraryImport(Library)]
    internal static partial long nmt_dim(IntPtr tensor);

    [LibraryImport(Library)]
    internal static partial void nmt_sizes(IntPtr tensor, long* result);

    [LibraryImport(Library)]
    internal static partial int nmt_strides(IntPtr tensor, long* result);

    [LibraryImport(Library)]
    internal static partial int nmt_size_at(IntPtr tensor, long dim, long* result);

    [LibraryImport(Library)]
    internal static partial int nmt_stride_at(IntPtr tensor, long dim, long* result);

    [LibraryImport(Library)]
    internal static partial long nmt_numel(IntPtr tensor);

    [LibraryImport(Library)]
    internal static partial long nmt_itemsize(IntPtr tensor);

    [LibraryImport(Library)]
    internal static partial int nmt_dtype(IntPtr tensor);

    [LibraryImport(Library)]
    internal static partial int nmt_device_type(IntPtr tensor);

    [LibraryImport(Library)]
    internal static partial int nmt_device_index(IntPtr tensor);

    [LibraryImport(Library)]
    internal static partial int nmt_is_contiguous(IntPtr tensor);

    [LibraryImport(Library)]
    internal static partial int nmt_is_leaf(IntPtr tensor);

    [LibraryImport(Library)]
    internal static partial int nmt_requires_grad(IntPtr tensor);

    [LibraryImport(Library)]
    internal static partial int nmt_set_requires_grad(IntPtr tensor, int value);

    [LibraryImport(Library)]
    internal static partial int nmt_retain_grad(IntPtr tensor);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_grad(IntPtr tensor);

    [LibraryImport(Library)]
    internal static partial int nmt_set_grad(IntPtr tensor, IntPtr gradient);

    [LibraryImport(Library)]
    internal static partial int nmt_data_pointer(IntPtr tensor, void** result);

    [LibraryImport(Library)]
    internal static partial int nmt_item(IntPtr tensor, ScalarArgument* result);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_to(IntPtr tensor, int dtype, int deviceType, int deviceIndex, int copy, int nonBlocking);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_clone(IntPtr tensor);

    [LibraryImport(Library)]
    internal static partial int nmt_copy_(IntPtr tensor, IntPtr source, int nonBlocking);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_contiguous(IntPtr tensor);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_detach(IntPtr tensor);

    [LibraryImport(Library)]
    internal static partial int nmt_detach_(IntPtr tensor);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_alias(IntPtr tensor);

    [LibraryImport(Library)]
    internal static partial int nmt_set_(IntPtr tensor, IntPtr source);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_pin_memory(IntPtr tensor);

    [LibraryImport(Library)]
    internal static partial int nmt_is_pinned(IntPtr tensor, int* result);
}
