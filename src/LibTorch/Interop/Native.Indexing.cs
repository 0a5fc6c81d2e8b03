using System.Runtime.InteropServices;

namespace TorchSharp;

internal static unsafe partial class Native
{
    [LibraryImport(Library)]
    internal static partial IntPtr nmt_select_all(IntPtr t, long* indices, long count);

    [LibraryImport(Library)]
    internal static partial int nmt_select_all_set(IntPtr t, long* indices, long count, IntPtr value);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_index(IntPtr t, IndexArgument* arguments, long count);

    [LibraryImport(Library)]
    internal static partial int nmt_index_set(IntPtr t, IndexArgument* arguments, long count, IntPtr value);

    [LibraryImport(Library)]
    internal static partial int nmt_index_set_scalar(IntPtr t, IndexArgument* arguments, long count, ScalarArgument value);

    [LibraryImport(Library)]
    internal static partial int nmt_index_put_(IntPtr t, IntPtr* indices, long count, IntPtr value, int accumulate);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_select(IntPtr t, long dim, long index);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_index_select(IntPtr t, long dim, IntPtr index);

    [LibraryImport(Library)]
    internal static partial int nmt_index_add_(IntPtr t, long dim, IntPtr index, IntPtr source, ScalarArgument alpha);

    [LibraryImport(Library)]
    internal static partial int nmt_index_copy_(IntPtr t, long dim, IntPtr index, IntPtr source);

    [LibraryImport(Library)]
    internal static partial int nmt_index_fill_(IntPtr t, long dim, IntPtr index, ScalarArgument value);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_masked_select(IntPtr t, IntPtr mask);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_gather(IntPtr t, long dim, IntPtr index, int sparseGrad);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_take_along_dim(IntPtr t, IntPtr index, int hasDim, long dim);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_scatter(IntPtr t, long dim, IntPtr index, IntPtr source);

    [LibraryImport(Library)]
    internal static partial int nmt_scatter_(IntPtr t, long dim, IntPtr index, IntPtr source);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_scatter_add(IntPtr t, long dim, IntPtr index, IntPtr source);

    [LibraryImport(Library)]
    internal static partial int nmt_scatter_add_(IntPtr t, long dim, IntPtr index, IntPtr source);

    [LibraryImport(Library)]
    internal static partial IntPtr nmt_nonzero(IntPtr t);

    [LibraryImport(Library)]
    internal static partial long nmt_nonzero_list(IntPtr t, IntPtr* result, long capacity);
}
